import { imdbId } from "../../items/ids.ts";
import type { Item, ItemSource } from "../../items/item.ts";
import { decode } from "../decode.ts";
import { ListError } from "../list-error.ts";
import { createCollector } from "./collector.ts";
import { leftOutAs, mediaTypeOf } from "./title-type.ts";
import type { ImdbTitle } from "./to-item.ts";

/** What an export holds. */
export interface ImdbCsv {
  items: Item[];
  /** Rows of the export that name something; blank rows are not counted. */
  total: number;
  /** Sentences about rows that were left out. */
  warnings: string[];
}

/** One row: its cells by the lower-case name of their column. */
type Row = Map<string, string>;

/**
 * Whether a file is a list, watchlist or ratings export of IMDb: its first line has the columns `Const` and `Title`.
 *
 * @param header first line of the file
 */
export function looksLikeImdbCsv(header: string): boolean {
  const names = header
    .replace(/^\uFEFF/, "")
    .split(/[,;\t]/)
    .map(columnName);
  return names.includes("const") && names.includes("title");
}

/**
 * Reads an export of IMDb, whatever its generation: lower-case columns (2009), `Position,Const,Created…` (2017 to
 * 2023), with `Original Title` and types as labels (since December 2024), ratings exports; UTF-8 or Windows-1252;
 * separated by commas, semicolons (Excel) or tabs; with blank rows in between.
 *
 * @param file its bytes, or its text when it is decoded already
 * @param source what the items name as the list they come from
 * @throws ListError `bad-input` when it is no such export, or a list of people
 */
export async function parseImdbCsv(
  file: Uint8Array | string,
  source: ItemSource = { provider: "imdb", list: "csv" },
): Promise<ImdbCsv> {
  const text = (typeof file === "string" ? file : decode(file)).replace(/^\uFEFF/, "");
  const header = text.split(/\r?\n/, 1)[0] ?? "";
  if (!looksLikeImdbCsv(header))
    throw new ListError(
      "bad-input",
      `This file is no list export of IMDb: its first line has no columns "Const" and "Title". Export the list again on IMDb, and use the file as it is.`,
    );
  const rows = await readRows(text, separatorOf(header));
  const named = rows.filter((row) => [...row.values()].some((cell) => cell !== ""));
  const collector = createCollector(source);
  for (const row of named) collector.add(readRow(row));
  if (collector.seen > 0 && collector.items.length === 0 && named.every(isPerson))
    throw new ListError(
      "bad-input",
      "This export of IMDb is a list of people. Only lists of titles can be synced.",
    );
  return { items: collector.items, total: named.length, warnings: collector.warnings() };
}

function separatorOf(header: string): string {
  const counts = [",", ";", "\t"].map((separator) => ({ separator, count: header.split(separator).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).separator;
}

async function readRows(text: string, delimiter: string): Promise<Row[]> {
  const { parse } = await import("csv-parse/sync");
  const [header = [], ...lines] = parse(text, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  }) as string[][];
  const names = header.map(columnName);
  return lines.map((cells) => new Map(cells.map((cell, column) => [names[column] ?? "", cell])));
}

const columnName = (cell: string): string => cell.replaceAll('"', "").trim().toLowerCase();

const isPerson = (row: Row): boolean => /^nm\d+$/i.test(row.get("const") ?? "");

function readRow(row: Row): ImdbTitle | undefined {
  const cell = row.get("const") ?? "";
  const id = /^tt\d+$/i.test(cell) ? imdbId(cell) : undefined;
  if (!id) return undefined;
  const type = row.get("title type") ?? "";
  const year = Number(row.get("year"));
  const rating = Number(row.get("imdb rating")?.replace(",", "."));
  return {
    id,
    title: row.get("title") || row.get("original title") || undefined,
    year: Number.isInteger(year) && year > 1800 ? year : undefined,
    mediaType: mediaTypeOf(type),
    leftOut: leftOutAs(type),
    rating: rating > 0 && rating <= 10 ? rating : undefined,
    description: row.get("description") || undefined,
    addedAt: readDate(row.get("created") || row.get("date added") || ""),
  };
}

/** `2018-08-08`, or `Thu Apr  9 00:00:00 2009` as until 2014; what Excel made of it (`10-09-20`) could mean anything. */
function readDate(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) && !/^[A-Z][a-z]{2} [A-Z][a-z]{2} .*\d{4}$/.test(text))
    return undefined;
  const time = Date.parse(text.includes(":") ? `${text} UTC` : text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
