import { ListError } from "../list-error.ts";
import { type LooseRow, looseRow, namesTitle } from "./loose-row.ts";
import { textRow } from "./text.ts";

/** Loaded on first use: most lists are not CSV. */
const loadParser = async () => (await import("csv-parse/sync")).parse;

/**
 * Reads a list from CSV: any export with a header that names a title or an id (Letterboxd, Trakt, generic), or rows
 * whose first column is a title or an id.
 *
 * @param text - decoded, with or without byte order mark; separators `,` `;` and tab
 * @throws ListError `markup-changed` when it is no CSV
 */
export async function parseCsv(text: string): Promise<{ rows: LooseRow[]; unread: number }> {
  const parse = await loadParser();
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      delimiter: delimiter(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (cause) {
    throw new ListError("markup-changed", `The CSV cannot be read: ${(cause as Error).message}.`, { cause });
  }
  const filled = records.filter((record) => record.some((cell) => cell !== ""));
  const start = headerRow(filled);
  const header = filled[start];
  if (!header || !namesTitle(header)) return withoutHeader(filled);
  const rows: LooseRow[] = [];
  let unread = 0;
  const letterboxd = start > 0 || header.includes("Letterboxd URI");
  for (const record of filled.slice(start + 1)) {
    const cells = Object.fromEntries(header.map((name, i) => [name, record[i]]));
    const row = letterboxd ? letterboxdRow(cells) : looseRow(cells);
    if (row) rows.push(row);
    else unread += 1;
  }
  return { rows, unread };
}

/** Letterboxd's exports tell neither type nor id, and shows stand in them too; their ratings are five stars. */
function letterboxdRow(cells: Record<string, string | undefined>): LooseRow | undefined {
  const row = looseRow({ type: "unknown", ...cells });
  return row?.rating === undefined ? row : { ...row, rating_scale: 5 };
}

/** Letterboxd's list export puts a title line and a record about the list before the real header (export v7). */
function headerRow(records: string[][]): number {
  if (!records[0]?.[0]?.startsWith("Letterboxd list export")) return 0;
  return Math.max(
    records.findIndex((record) => record[0] === "Position"),
    0,
  );
}

function withoutHeader(records: string[][]): { rows: LooseRow[]; unread: number } {
  const rows = records.map((record) => {
    const [first = "", second = ""] = record;
    return textRow(/^\d{4}$/.test(second) ? `${first} (${second})` : first);
  });
  const read = rows.filter((row) => row !== undefined);
  return { rows: read, unread: rows.length - read.length };
}

/** The separator that occurs most in the first line, outside of quotes. */
function delimiter(text: string): string {
  const line = (/^.*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const counts = [",", ";", "\t"].map((separator) => ({ separator, count: line.split(separator).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}
