import { meaningsOf } from "../field-words.ts";
import type { Entry, Warn } from "../loose-row.ts";
import { linesOf } from "../text/lines.ts";
import { csvRecords } from "./csv-records.ts";
import { tableEntries } from "./table.ts";

const SEPARATORS = [",", ";", "\t", "|"];

/** Reads a list from CSV: exports of sites and tools, and tables that people make, with or without a header. */
export function readCsv(text: string, warn: Warn): Generator<Entry> {
  const named = /^sep=(.)\r?\n?/.exec(text);
  const body = named ? text.slice(named[0].length) : text;
  return tableEntries(csvRecords(body, named?.[1] ?? separatorOf(body)), warn);
}

/** The separator that cuts most of the first lines into the same number of cells. */
export function separatorOf(text: string): string {
  const lines = firstLines(text, 12);
  let best = { separator: ",", score: 0 };
  for (const separator of SEPARATORS) {
    const widths = lines.map((line) => line.replace(/"[^"]*"/g, "").split(separator).length);
    const most = Math.max(...widths, 1);
    if (most < 2) continue;
    const header = lines.some(
      (line) => line.split(separator).filter((cell) => meaningsOf(cell).length > 0).length > 1,
    );
    const score =
      widths.filter((width) => width === most).length * 10 + Math.min(most, 9) + (header ? 200 : 0);
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

/** Lines that are not empty, long ones cut. */
export function firstLines(text: string, count: number): string[] {
  const lines: string[] = [];
  for (const line of linesOf(text)) {
    if (line.trim() !== "") lines.push(line.slice(0, 2000));
    if (lines.length >= count) break;
  }
  return lines;
}
