import { lowerCaseKeys } from "../../items/ids.ts";
import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import type { FetchContext } from "../provider.ts";
import type { MediaServer } from "./media-server.ts";
import { readItems, type ServerItem } from "./read-items.ts";

/** Ids in one call; their address must not grow without end. */
const BATCH = 50;

/**
 * Turns what the server has into titles: movies and shows as they are, seasons and episodes into their show with those
 * seasons. Everything else is left out.
 *
 * @param userPath where the items of the user are
 * @throws ListError as `readItems`
 */
export async function toItems(
  server: MediaServer,
  rows: ServerItem[],
  userPath: string,
  label: string,
  context: FetchContext,
): Promise<{ items: Item[]; left: number; warnings: string[] }> {
  const lifted = [...new Set(rows.flatMap((row) => (isPart(row) ? (row.SeriesId ?? []) : [])))];
  const shows = new Map<string, ServerItem>();
  for (let start = 0; start < lifted.length; start += BATCH) {
    const ids = lifted.slice(start, start + BATCH).join(",");
    const { items } = await readItems(server, `${userPath}&Ids=${ids}`, label, context);
    for (const item of items) if (item.Id) shows.set(item.Id, item);
  }
  let left = 0;
  const items = rows.flatMap((row, index) => {
    const made = toItem(row, shows, index + 1);
    left += made.length === 0 ? 1 : 0;
    return made;
  });
  const what = left === 1 ? "entry is neither a movie nor a show" : "entries are neither movies nor shows";
  return { items, left, warnings: left > 0 ? [`${left} ${what}, and left out.`] : [] };
}

const isPart = ({ Type }: ServerItem): boolean => Type === "Episode" || Type === "Season";

function toItem(row: ServerItem, shows: Map<string, ServerItem>, rank: number): Item[] {
  if (row.Type === "Movie") return titleOf(row, "movie", rank);
  if (row.Type === "Series") return titleOf(row, "tv", rank);
  const show = isPart(row) ? shows.get(row.SeriesId ?? "") : undefined;
  if (!show) return [];
  const season = row.Type === "Season" ? row.IndexNumber : row.ParentIndexNumber;
  return titleOf(show, "tv", rank, Number.isInteger(season) ? [Number(season)] : undefined);
}

/**
 * Keys come in any case (`Imdb`, `IMDb`). Only these three are ids of the title: `TmdbCollection` is the collection's, and
 * `UserData.Key` has been a TMDB id once and is none any more (recorded).
 */
function titleOf(
  { Name, ProductionYear, ProviderIds }: ServerItem,
  mediaType: string,
  rank: number,
  seasons?: number[],
): Item[] {
  const ids = lowerCaseKeys(ProviderIds ?? {});
  const [tmdb, imdb, tvdb] = ["tmdb", "imdb", "tvdb"].map((name) => ids.get(name));
  if (!Name && !tmdb && !imdb && !tvdb) return [];
  return [
    normaliseItem({
      title: Name,
      year: ProductionYear,
      mediaType,
      tmdb,
      imdb,
      // of a movie it is an id of TVDB's movies, which must never be taken for a show's
      ...(mediaType === "tv" && { tvdb }),
      rank,
      ...(seasons && { seasons }),
    }),
  ];
}
