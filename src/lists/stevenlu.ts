import type { HttpResponse } from "../http/http.ts";
import type { Item } from "../items/item.ts";
import { normaliseItem } from "../items/normalise.ts";
import { ListError } from "./list-error.ts";
import type { ListProvider, ParsedList } from "./provider.ts";
import { rowCount } from "./row-count.ts";
import { siteError } from "./site-error.ts";

const SITE = "https://popular-movies-data.stevenlu.com";

/** Hosts of the project; the S3 address died on 2025-01-01, and movies.stevenlu.com is the web page. */
const ADDRESS =
  /^(?:https?:\/\/)?(?:popular-movies-data\.stevenlu\.com|s3\.amazonaws\.com\/popular-movies|(?:popular-)?movies\.stevenlu\.com)(?=$|[/?#])/i;

/** Files that the project publishes (its README of 2025-07). */
const FILE =
  /^(?:movies|all-movies|movies-\d{8}|movies-(?:metacritic|rottentomatoes)-min[5-8]0|movies-imdb-min[5-8])$/;

/** Popular movies, chosen by Steven Lu's project every night. No years: the ids tell which film it is. */
export const stevenlu: ListProvider = {
  id: "stevenlu",
  name: "Steven Lu",
  forms: [
    { example: "stevenlu", meaning: "popular movies of the last months (about 15)" },
    { example: "all-movies", meaning: "the same, unfiltered" },
    {
      example: "movies-imdb-min7",
      meaning: "rated 5 to 8 at IMDb; also movies-metacritic-min60, movies-rottentomatoes-min70 (50 to 80)",
    },
    { example: "https://popular-movies-data.stevenlu.com/movies-20240101.json", meaning: "one day's list" },
  ],
  lifetime: () => 6 * 3600,
  notes: {
    reads: "popular movies of the last months, with variants by rating and by day",
    ids: "TMDB, IMDb",
    requests: "1",
    terms: "Free; updated every night, and its author asks that it be fetched once a day.",
    blocked: "Try later; the answer is kept for six hours.",
  },
  limits: { concurrency: 1, perMinute: 10 },
  parse(input) {
    const text = input.trim();
    if (/^steven-?lu(:movies(\.json)?)?$/i.test(text)) return list("movies");
    const name = (text.replace(ADDRESS, "").split(/[?#]/)[0] ?? "")
      .replace(/^\/+|\/+$/g, "")
      .replace(/^stevenlu:/i, "")
      .replace(/\.json$/i, "")
      .toLowerCase();
    if (!ADDRESS.test(text)) return FILE.test(name) && name !== "movies" ? list(name) : undefined;
    if (name === "") return list("movies");
    if (FILE.test(name)) return list(name);
    throw new ListError(
      "bad-input",
      `Steven Lu's popular movies have no file "${name}". Use stevenlu, all-movies, movies-imdb-min7 and the like.`,
    );
  },
  async fetch(parsed, context) {
    const url = `${context.origin(SITE)}/${fileOf(parsed)}.json`;
    const response = await context.http.request({ url, signal: context.signal });
    const rows = rowsOf(response, parsed);
    const items = rows.flatMap((row, index) => toItem(row, index + 1) ?? []);
    const left = rows.length - items.length;
    context.progress?.(items.length, rows.length);
    return {
      items: items.slice(0, context.limit),
      total: rows.length,
      ...rowCount(rows.length, { "no title": left }),
      complete: true,
      via: "http",
      warnings:
        left === 0
          ? []
          : [
              `${left} ${left === 1 ? "entry names no title and no id, and was" : "entries name no title and no id, and were"} left out.`,
            ],
    };
  },
};

function list(file: string): ParsedList {
  return {
    provider: "stevenlu",
    kind: "chart",
    id: file === "movies" ? "stevenlu" : file,
    label: `Steven Lu's popular movies${file === "movies" ? "" : ` (${file})`}`,
    url: `${SITE}/${file}.json`,
    params: { file },
  };
}

const fileOf = (parsed: ParsedList): string => String(parsed.params?.file ?? "movies");

function rowsOf(response: HttpResponse, parsed: ParsedList): Record<string, unknown>[] {
  const { status, body } = response;
  // A file that does not exist may be refused like a locked one: the data lies in an S3 bucket.
  if (status === 403 || status === 404)
    throw new ListError(
      "not-found",
      `${parsed.label} has no such file (HTTP ${status}). A day's list exists from 20191202 on; use stevenlu for today's.`,
      { httpStatus: status },
    );
  const isRow = (row: unknown) => typeof row === "object" && row !== null;
  if (status === 200 && Array.isArray(body) && body.every(isRow)) return body as Record<string, unknown>[];
  throw siteError(response, "Steven Lu", parsed.label);
}

/** Shape of the project's own program (2025-07): `tmdb_id` is missing in files from before 2023-07. */
function toItem(row: Record<string, unknown>, rank: number): Item | undefined {
  try {
    const { title, tmdb_id, imdb_id } = row;
    return normaliseItem({ title, mediaType: "movie", ids: { tmdb: tmdb_id, imdb: imdb_id }, rank });
  } catch {
    return undefined;
  }
}
