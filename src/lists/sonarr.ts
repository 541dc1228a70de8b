import type { Item } from "../items/item.ts";
import { normaliseItem } from "../items/normalise.ts";
import { type Arr, arrAccount } from "./arr/ask.ts";
import { type ArrList, parseArr } from "./arr/parse-arr.ts";
import { type ArrRow, allRows, nameless, pagedRows, taggedRows, unknownForm } from "./arr/rows.ts";
import type { FetchContext, ListProvider, ParsedList } from "./provider.ts";
import { DOUBLE, rowCount } from "./row-count.ts";

const SONARR: Arr = { id: "sonarr", name: "Sonarr" };

const LISTS: Record<string, ArrList> = {
  missing: { label: "Sonarr's missing episodes", page: /^\/wanted\/missing$/ },
  library: { label: "Sonarr's library", tags: true, page: /^(\/series)?$/ },
  incomplete: { label: "Sonarr's incomplete shows", tags: true },
};

/** The shows of a Sonarr through its API v3 (state of 2026-06). */
export const sonarr: ListProvider = {
  id: "sonarr",
  name: "Sonarr",
  forms: [
    { example: "sonarr:missing", meaning: "shows with missing monitored episodes, only those seasons" },
    { example: "sonarr:incomplete", meaning: "shows of which it lacks episodes" },
    { example: "sonarr:library", meaning: "all its shows" },
    { example: "sonarr:library?tag=kids", meaning: "its shows with a tag" },
    { example: "http://192.168.1.20:8989/wanted/missing", meaning: "a page of its web interface" },
  ],
  account: arrAccount(SONARR, 8989),
  limits: { concurrency: 2 },
  notes: {
    reads: "missing episodes, incomplete shows, library, tags",
    ids: "TVDB, IMDb, TMDB",
    requests: "1 (missing: 1 per 1,000 episodes)",
    terms: "It is your own server: no limits.",
    blocked: "Check address, URL base and key with the account's Test.",
  },
  parse: (input) => parseArr(SONARR, LISTS, "8989", input),
  async fetch(list, context) {
    const { items, read, nothing } =
      list.kind === "missing" ? await missing(list, context) : await library(list, context);
    context.progress?.(items.length, items.length);
    return {
      items: items.slice(0, context.limit).map((item, index) => ({ ...item, rank: index + 1 })),
      total: items.length,
      complete: true,
      ...rowCount(read, { "no title": nothing, [DOUBLE]: read - nothing - items.length }),
      via: "api",
      name: list.label,
      warnings: nameless(nothing),
    };
  },
};

/** Titles, and how many rows they were made of. */
interface Read {
  items: Item[];
  read: number;
  /** Rows that name no title. */
  nothing: number;
}

async function library(list: ParsedList, context: FetchContext): Promise<Read> {
  const all = await taggedRows(SONARR, list, await allRows(SONARR, list, "series", context), context);
  const rows = all.filter((row) => list.kind !== "incomplete" || isIncomplete(row));
  const items = rows.flatMap((row) => toItem(row));
  return { items, read: rows.length, nothing: rows.length - items.length };
}

const isIncomplete = ({ statistics }: ArrRow): boolean =>
  Number((statistics as ArrRow | undefined)?.percentOfEpisodes ?? 100) < 100;

/** One row for each episode: they become their show with the seasons that lack something. */
async function missing(list: ParsedList, context: FetchContext): Promise<Read> {
  const path = "wanted/missing?includeSeries=true&monitored=true";
  // a show's episodes may stand on any page, so only all of them tell its seasons
  const { rows } = await pagedRows(SONARR, list, path, context, () => false);
  const shows = new Map<unknown, { series: ArrRow; seasons: Set<number>; episodes: number }>();
  for (const { seriesId, series, seasonNumber } of rows) {
    if (typeof series !== "object" || series === null) throw unknownForm(SONARR, list);
    const show = shows.get(seriesId) ?? { series: series as ArrRow, seasons: new Set<number>(), episodes: 0 };
    shows.set(seriesId, show);
    show.episodes += 1;
    if (Number.isInteger(seasonNumber)) show.seasons.add(Number(seasonNumber));
  }
  let nothing = 0;
  const items = [...shows.values()].flatMap(({ series, seasons, episodes }) => {
    const made = toItem(
      series,
      [...seasons].sort((a, b) => a - b),
    );
    if (made.length === 0) nothing += episodes;
    return made;
  });
  return { items, read: rows.length, nothing };
}

function toItem({ title, year, tvdbId, imdbId, tmdbId }: ArrRow, seasons?: number[]): Item[] {
  if (!title && !tvdbId && !imdbId) return [];
  // seasons that were not named mean the whole show
  const named = seasons && seasons.length > 0 ? { seasons } : {};
  return [normaliseItem({ title, year, tvdbId, imdbId, tmdbId, mediaType: "tv", ...named })];
}
