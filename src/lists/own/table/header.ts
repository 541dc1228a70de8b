import { foldName, meaningsOf } from "../field-words.ts";
import { isTypeWord, isValue } from "./columns.ts";

/** Where the header of a table stands, and whether its words are known. */
export interface Header {
  index: number;
  known: boolean;
}

const LETTERBOXD_ABOUT = "date,name,tags,url,description";
const TITLES = new Set([
  "title",
  "showTitle",
  "movieTitle",
  "originalTitle",
  "imdb_id",
  "tmdb_id",
  "tvdb_id",
  "sourceId",
  "showTvdb",
  "simkl_id",
  "trakt_id",
  "address",
  "id",
  "mal_id",
  "anilist_id",
]);

/**
 * Finds the header among the first rows of a table: two words that tools are known to use, or one that no row below it
 * repeats. Lines before it are about the list.
 *
 * @param records - rows that are not empty
 */
export function findHeader(records: string[][]): Header | undefined {
  for (const [index, record] of records.slice(0, 20).entries()) {
    if (knownIn(record) < 2 || record.some(isValue)) continue;
    // Letterboxd puts a table about the list before the list (export v7)
    if (record.map(foldName).join(",") === LETTERBOXD_ABOUT && records.length > index + 2) continue;
    if (
      record.some((cell) => meaningsOf(cell).some((field) => TITLES.has(field))) ||
      records.length > index + 1
    )
      return { index, known: true };
  }
  const [first = [], ...rows] = records;
  if (first.some(isValue) || first.every((cell) => cell === "")) return undefined;
  const column = first.findIndex((cell) => meaningsOf(cell).length > 0);
  if (column >= 0 && !rows.some((row) => isLike(row[column] ?? "", first[column] ?? "")))
    return { index: 0, known: true };
  return looksUnlike(first, rows) ? { index: 0, known: false } : undefined;
}

const knownIn = (record: string[]): number =>
  new Set(record.filter((cell) => cell.length < 40 && meaningsOf(cell).length > 0).map(foldName)).size;

/** `movie` in one row and `tv` in another are types, not a header and a title. */
const isLike = (cell: string, head: string): boolean =>
  foldName(cell) === foldName(head) || (isTypeWord(head) && isTypeWord(cell));

/** A first row of nothing but words above columns of numbers, ids or addresses. */
const looksUnlike = (first: string[], rows: string[][]): boolean =>
  first.length > 1 &&
  rows.length > 0 &&
  first.some((_, column) => rows.every((row) => isValue(row[column] ?? "")));
