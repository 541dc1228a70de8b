import { dedupe } from "../../items/dedupe.ts";
import type { Item, ItemIds } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import type { FetchContext } from "../provider.ts";
import { DOUBLE, type RowCount, rowCount } from "../row-count.ts";
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
 * mapping does not know stays a title with its year, and is searched for like any other. What is said counts the entries
 * of the titles that are wanted only.
 *
 * @param most titles that are wanted
 * @returns `titles`: how many the entries are, wanted or not
 * @throws ListError as `loadMapping`
 */
export async function toTitles(
  entries: AnimeEntry[],
  context: FetchContext,
  most = Number.POSITIVE_INFINITY,
): Promise<{ items: Item[]; titles: number; warnings: string[]; rows: RowCount }> {
  const settings: AnimeSettings = context.settings;
  const mapping = entries.some((entry) => !isUnwanted(entry)) ? await loadMapping(context) : undefined;
  const fates = entries.map((entry) => fateOf(entry, mapping?.find(entry), settings));
  const all = dedupe(fates.flatMap((fate) => fate.items));
  const items = all.slice(0, most);
  const kept = fates.slice(0, entriesFor(fates, most));
  const count = (reason: Fate["left"]) => kept.filter(({ left }) => left === reason).length;
  const [adult, music, specials, nameless] = [
    count("adult"),
    count("music"),
    count("special"),
    count("no title"),
  ];
  const unknown = kept.filter((fate) => fate.isUnknown).length;
  const are =
    unknown === 1 ? "is not in the table of anime ids and is" : "are not in the table of anime ids and are";
  const warnings = [
    ...(mapping?.warning ? [mapping.warning] : []),
    ...said(specials, "is a special of a show", "are specials of shows"),
    ...said(adult, "is for adults", "are for adults"),
    ...said(music, "is a music video", "are music videos"),
    ...said(nameless, "has no name", "have no name"),
    ...(unknown > 0 ? [`${unknown} of ${kept.length} ${are} searched for by title.`] : []),
  ];
  const others = kept.length - adult - music - specials - nameless;
  const left = {
    "special of a show": specials,
    "for adults": adult,
    "music video": music,
    "no title": nameless,
  };
  return {
    items,
    titles: all.length,
    warnings,
    ...rowCount(kept.length, { ...left, [DOUBLE]: others - items.length }),
  };
}

/** What becomes of an entry. */
interface Fate {
  items: Item[];
  left?: "adult" | "music" | "special" | "no title";
  /** It is not in the table, and is searched for by title. */
  isUnknown?: boolean;
}

const isUnwanted = ({ isAdult, format }: AnimeEntry): boolean => isAdult === true || MUSIC.test(format ?? "");

function fateOf(entry: AnimeEntry, target: AnimeTarget | undefined, settings: AnimeSettings): Fate {
  if (isUnwanted(entry)) return { items: [], left: entry.isAdult ? "adult" : "music" };
  if (isSpecial(target) && settings.specials !== "parent") return { items: [], left: "special" };
  const items = itemsOf(entry, target, settings);
  if (items.length === 0) return { items, left: "no title" };
  return { items, ...(!target && !entry.known && { isUnknown: true }) };
}

/** The fewest entries from the first on that are so many titles. */
function entriesFor(fates: Fate[], most: number): number {
  const titles = (count: number) => dedupe(fates.slice(0, count).flatMap(({ items }) => items)).length;
  if (titles(fates.length) < most) return fates.length;
  let [low, high] = [0, fates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (titles(middle) >= most) high = middle;
    else low = middle + 1;
  }
  return low;
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
