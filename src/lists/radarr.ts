import type { Item } from "../items/item.ts";
import { normaliseItem } from "../items/normalise.ts";
import { type Arr, arrAccount } from "./arr/ask.ts";
import { type ArrList, parseArr } from "./arr/parse-arr.ts";
import { type ArrRow, allRows, nameless, pagedRows, taggedRows } from "./arr/rows.ts";
import type { FetchContext, FetchedList, ListProvider, ParsedList } from "./provider.ts";
import { rowCount } from "./row-count.ts";

const RADARR: Arr = { id: "radarr", name: "Radarr" };

const LISTS: Record<string, ArrList> = {
  missing: { label: "Radarr's missing movies", page: /^\/wanted\/missing$/ },
  library: { label: "Radarr's library", tags: true, page: /^(\/movies)?$/ },
  lists: { label: "Radarr's own import lists", page: /^\/(add\/discover|settings\/importlists)$/ },
};

/** The movies of a Radarr through its API v3 (state of 2025-11). */
export const radarr: ListProvider = {
  id: "radarr",
  name: "Radarr",
  forms: [
    { example: "radarr:missing", meaning: "monitored movies that it does not have" },
    { example: "radarr:library", meaning: "all its movies" },
    { example: "radarr:library?tag=kids", meaning: "its movies with a tag" },
    { example: "radarr:lists", meaning: "the movies of the import lists that it follows itself" },
    { example: "http://192.168.1.20:7878/wanted/missing", meaning: "a page of its web interface" },
  ],
  account: arrAccount(RADARR, 7878),
  limits: { concurrency: 2 },
  notes: {
    reads: "missing movies, library, tags, its own import lists",
    ids: "TMDB, IMDb",
    requests: "1",
    terms: "It is your own server: no limits.",
    blocked: "Check address, URL base and key with the account's Test.",
  },
  parse: (input) => parseArr(RADARR, LISTS, "7878", input),
  async fetch(list, context) {
    const { rows, total, excluded, warnings } = await readRows(list, context);
    const items = rows.flatMap((row, index) => toItem(row, index + 1));
    return {
      items: items.slice(0, context.limit),
      total,
      complete: true,
      ...rowCount(rows.length + excluded, { excluded, "no title": rows.length - items.length }),
      via: "api",
      name: list.label,
      warnings: [...warnings, ...nameless(rows.length - items.length)],
    };
  },
};

type Read = { rows: ArrRow[]; total: number; excluded: number } & Pick<FetchedList, "warnings">;

async function readRows(list: ParsedList, context: FetchContext): Promise<Read> {
  if (list.kind === "missing") {
    const { limit = Number.POSITIVE_INFINITY } = context;
    const path = "wanted/missing?monitored=true";
    return {
      ...(await pagedRows(RADARR, list, path, context, (rows) => rows.length >= limit)),
      excluded: 0,
      warnings: [],
    };
  }
  if (list.kind === "lists") {
    const all = await allRows(RADARR, list, "importlist/movie", context);
    const rows = all.filter(({ isExcluded }) => isExcluded !== true);
    const excluded = all.length - rows.length;
    return {
      rows,
      total: rows.length,
      excluded,
      warnings: excluded > 0 ? [`${excluded} left out: on Radarr's list of exclusions.`] : [],
    };
  }
  const rows = await taggedRows(RADARR, list, await allRows(RADARR, list, "movie", context), context);
  return { rows, total: rows.length, excluded: 0, warnings: [] };
}

function toItem({ title, year, tmdbId, imdbId }: ArrRow, rank: number): Item[] {
  if (!title && !tmdbId && !imdbId) return [];
  return [normaliseItem({ title, year, tmdbId, imdbId, mediaType: "movie", rank })];
}
