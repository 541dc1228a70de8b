import type { ItemType } from "./item.ts";

const TV = new Set([
  "tv",
  "series",
  "show",
  "shows",
  "television",
  "tv series",
  "tv show",
  "tvshow",
  "tvseries",
  "mini series",
  "miniseries",
  "tv mini series",
  "tvminiseries",
  "limited series",
]);

const MOVIE = new Set(["movie", "movies", "film", "films", "feature", "tv movie", "tvmovie", "video"]);

/** Media type out of a list's own word, in any case; undefined for an empty one, `unknown` for a strange one. */
export function readMediaType(value: unknown): ItemType | undefined {
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const word = value
    .trim()
    .toLowerCase()
    .replace(/[-_\s]+/g, " ");
  if (TV.has(word)) return "tv";
  return MOVIE.has(word) ? "movie" : "unknown";
}

/** Year out of a number, a Date or text whose first four digits in a row are one (`2021-10-01`, `1999–2003`). */
export function readYear(value: unknown): number | undefined {
  if (value instanceof Date) return plausibleYear(value.getUTCFullYear());
  if (typeof value === "number") return plausibleYear(value);
  if (typeof value !== "string") return undefined;
  return plausibleYear(Number(/\d{4}/.exec(value)?.[0]));
}

/**
 * Whether a year is given that no title can have, `1066` or `20211`: unlike one that is missing (0, `TBA`, a date without
 * one), it says that the row is not understood.
 */
export function isImpossibleYear(value: unknown): boolean {
  const number = typeof value === "string" && /^\s*\d{2,9}\s*$/.test(value) ? Number(value) : value;
  return typeof number === "number" && number > 1 && plausibleYear(number) === undefined;
}

/** TMDB and Letterboxd have moving pictures from 1874 on; titles announced for more than a century ahead are mistakes. */
const plausibleYear = (year: number) =>
  Number.isInteger(year) && year >= 1870 && year <= 2150 ? year : undefined;

/**
 * Rating on the scale 0 to 10. A value above 10 is taken as percent; a scale of 5 or 100 can be named.
 *
 * @param scale best possible rating of the list, 5, 10 or 100
 */
export function readRating(value: unknown, scale?: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value.replace(",", ".")) : value;
  if (typeof number !== "number" || !Number.isFinite(number) || number < 0 || number > 100) return undefined;
  const best = Number(scale) || (number > 10 ? 100 : 10);
  const rating = Math.round((number / best) * 1000) / 100;
  return rating <= 10 ? rating : undefined;
}

/** Season numbers, each once and in order; undefined when none is named. A single number is accepted. */
export function readSeasons(value: unknown): number[] | undefined {
  const values = Array.isArray(value) ? value : value === undefined || value === "" ? [] : [value];
  const numbers = values
    .filter((season) => season !== null && String(season).trim() !== "")
    .map(Number)
    .filter((season) => Number.isInteger(season) && season >= 0);
  return numbers.length > 0 ? [...new Set(numbers)].sort((a, b) => a - b) : undefined;
}

const ENTITIES: Record<string, string> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">", nbsp: " " };

/** Text of one line: HTML entities decoded, white space single, ends trimmed. "" when it is no text. */
export function readText(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return "";
  return value
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|quot|apos|lt|gt|nbsp));/gi, (all, decimal, hex, name) => {
      if (name) return ENTITIES[String(name).toLowerCase()] ?? all;
      const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
    })
    .replace(/\s+/g, " ")
    .trim();
}
