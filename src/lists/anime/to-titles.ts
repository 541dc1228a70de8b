import { dedupe } from "../../items/dedupe.ts";
import type { Item, ItemIds } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import type { FetchContext } from "../provider.ts";
import { loadMapping } from "./load-mapping.ts";
import type { AnimeIds, AnimeTarget } from "./mapping-row.ts";

/** An entry of an anime list: one season, film or special, not one show. */
export interface AnimeEntry extends AnimeIds {
  title: string;
  year?: number;
  /** As AniList calls it: `TV`, `MOVIE`, `OVA`, `MUSIC` (Simkl: `MUSIC VIDEO`), … */
  format?: string;
  isAdult?: boolean;
  rank?: number;
  addedAt?: string;
  /** 0 to 10. */
  rating?: number;
  /** What the site itself says that it is, where the table does not know it yet. */
  known?: Pick<Item, "mediaType"> & Pick<ItemIds, "tmdb" | "imdb" | "tvdb">;
}

/** How entries become titles, from `context.settings`. */
interface AnimeSettings {
  /** `mapped`: only the seasons that the entries are; otherwise whole shows. */
  seasons?: unknown;
  /** `parent`: a special means its show; otherwise specials are left out. */
  specials?: unknown;
}

/**
 * Turns entries of an anime site into titles: several seasons into one show, a compilation into its films. What the
 * mapping does not know stays a title with its year, and is searched for like any other.
 *
 * @throws ListError as `loadMapping`
 */
export async function toTitles(
  entries: AnimeEntry[],
  context: FetchContext,
): Promise<{ items: Item[]; warnings: string[] }> {
  const settings: AnimeSettings = context.settings;
  const counts = { adult: 0, music: 0, specials: 0, unknown: 0 };
  const items: Item[] = [];
  const wanted = entries.filter(({ isAdult, format }) => {
    if (isAdult) counts.adult++;
    else if (MUSIC.test(format ?? "")) counts.music++;
    else return true;
    return false;
  });
  const mapping = wanted.length > 0 ? await loadMapping(context) : undefined;
  for (const entry of wanted) {
    const target = mapping?.find(entry);
    if (isSpecial(target) && settings.specials !== "parent") counts.specials++;
    else {
      if (!target && !entry.known) counts.unknown++;
      items.push(...itemsOf(entry, target, settings));
    }
  }
  const warnings = [
    ...(mapping?.warning ? [mapping.warning] : []),
    ...said(counts.specials, "is a special of a show", "are specials of shows"),
    ...said(counts.adult, "is for adults", "are for adults"),
    ...said(counts.music, "is a music video", "are music videos"),
    ...(counts.unknown > 0
      ? [
          `${counts.unknown} of ${entries.length} ${counts.unknown === 1 ? "is not in the table of anime ids and is" : "are not in the table of anime ids and are"} searched for by title.`,
        ]
      : []),
  ];
  return { items: dedupe(items), warnings };
}

const said = (count: number, one: string, many: string): string[] =>
  count > 0 ? [`${count} ${count === 1 ? one : many}, and left out.`] : [];

const isSpecial = (target: AnimeTarget | undefined): boolean =>
  (target?.kind === "show" || target?.kind === "tvdb") && target.season === 0;

function itemsOf(entry: AnimeEntry, target: AnimeTarget | undefined, settings: AnimeSettings): Item[] {
  const { title, year, rank, addedAt, rating, anilist, mal, simkl } = entry;
  const common = { title, rank, addedAt, rating, anilist, mal, simkl };
  switch (target?.kind) {
    case "movies":
      return target.tmdb.map((tmdb) => normaliseItem({ ...common, year, mediaType: "movie", tmdb }));
    case "show": {
      const { tmdb, season } = target;
      const seasons = settings.seasons === "mapped" && season ? [season] : undefined;
      // without a year: the one of a later season would speak against the show; without TVDB's id, because two shows
      // of TMDB can be one of TVDB
      return [normaliseItem({ ...common, mediaType: "tv", tmdb, seasons })];
    }
    case "tvdb":
      return [normaliseItem({ ...common, mediaType: "tv", tvdb: target.tvdb })];
    case "imdb":
      return [normaliseItem({ ...common, year, mediaType: "unknown", imdb: target.imdb })];
    default:
      if (entry.known) return [normaliseItem({ ...common, year, ...entry.known })];
      // a series is one; what else an entry is its format does not tell
      return title === ""
        ? []
        : [normaliseItem({ ...common, year, mediaType: SERIES.test(entry.format ?? "") ? "tv" : "unknown" })];
  }
}

const MUSIC = /^MUSIC( VIDEO)?$/;
const SERIES = /^TV(_SHORT)?$/;
