import type { Field } from "../field-words.ts";
import type { Entry, Warn } from "../loose-row.ts";
import { readLine } from "../text/title-line.ts";
import { type Columns, columnsByContent, columnsOf, isValue, SAMPLE } from "./columns.ts";
import { findHeader } from "./header.ts";
import { recordRow } from "./record-row.ts";

/**
 * Reads the rows of a table: of a CSV file, a Markdown table, or an array of arrays in JSON. Its header tells what is in
 * the columns; without one that is understood, their contents do.
 */
export function* tableEntries(all: Iterable<string[]>, warn: Warn): Generator<Entry> {
  const records = withoutEmpty(all);
  const sample: string[][] = [];
  for (let next = records.next(); !next.done; next = records.next()) {
    sample.push(next.value);
    if (sample.length >= SAMPLE) break;
  }
  const header = findHeader(sample);
  const first = header === undefined ? 0 : header.index + 1;
  const rows = sample.slice(first);
  const head = header === undefined ? [] : (sample[header.index] ?? []);
  const columns = header?.known ? completed(columnsOf(head), head, rows, warn) : columnsByContent(rows);
  if (header && !header.known)
    warn(`The header "${shown(head)}" has no known words: the columns were recognized by their content.`);

  const width = Math.max(...sample.map((record) => record.length), 0);
  if (header === undefined && width === 1) {
    const numbers = rows.length > 1 && rows.every(([cell = ""]) => /^\d{1,10}$/.test(cell));
    if (numbers)
      warn("Every row is a number: they were read as TMDB ids. Write movie:603 or tv:1396 for either.");
    for (const [cell = ""] of following(rows, records)) {
      if (numbers && /^\d{1,10}$/.test(cell)) yield { tmdb_id: cell, mediaType: "unknown" };
      else yield* readLine(cell);
    }
    return;
  }
  const plain = !columns.has("year");
  for (const record of following(rows, records)) yield recordRow(record, columns, plain);
}

function* following(sample: string[][], rest: Iterator<string[]>): Generator<string[]> {
  yield* sample;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}

function* withoutEmpty(records: Iterable<string[]>): Generator<string[]> {
  for (const record of records) if (record.some((cell) => cell !== "")) yield record;
}

/** A header that names no title: the first column of words that it does not explain is taken for it, and that is said. */
function completed(columns: Columns, head: string[], rows: string[][], warn: Warn): Columns {
  const titled = [...columns.keys()].some((field) => NAMES.has(field));
  if (titled) return columns;
  const explained = new Set([...columns.values()].flat());
  const title = head.findIndex(
    (_, column) =>
      !explained.has(column) && rows.some((row) => row[column] && !isValue(row[column] as string)),
  );
  if (title < 0 && (columns.has("address") || columns.has("id"))) return columns;
  warn(
    title < 0
      ? `The header "${shown(head)}" has no known column with titles or ids.`
      : `The header "${shown(head)}" has no known column with titles: "${head[title]}" was used.`,
  );
  return title < 0 ? columns : new Map([...columns, ["title", [title]]]);
}

/** Columns that say which title is meant. An address may be of anything, and a bare number is a hint only. */
const NAMES: ReadonlySet<Field> = new Set<Field>([
  "title",
  "showTitle",
  "movieTitle",
  "originalTitle",
  "imdb_id",
  "tmdb_id",
  "tvdb_id",
  "sourceId",
  "simkl_id",
  "trakt_id",
  "anilist_id",
  "mal_id",
]);

const shown = (head: string[]): string => {
  const text = head.join(", ");
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};
