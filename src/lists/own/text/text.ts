import { ListError } from "../../list-error.ts";
import type { Entry, Warn } from "../loose-row.ts";
import { tableEntries } from "../table/table.ts";
import { headingOf } from "./kind-words.ts";
import { LinesAhead, linesOf } from "./lines.ts";
import { withoutMarks } from "./list-marks.ts";
import { Numbering } from "./numbering.ts";
import { isComment, readLine } from "./title-line.ts";

/**
 * Reads a text with one title per line, as people write it; Markdown lists and tables included. Lines that are empty,
 * comments or headings are no entries.
 *
 * @param text - decoded
 * @throws ListError `bad-input` for what is no list: see {@link refuseNoList}
 */
export function* readText(text: string, label: string, warn: Warn): Generator<Entry> {
  refuseNoList(text, label);
  const numbers = isAllNumbers(text);
  if (numbers)
    warn("Every line is a number: they were read as TMDB ids. Write movie:603 or tv:1396 for either.");
  const lines = new LinesAhead(withoutEmpty(linesOf(text)));
  const numbering = new Numbering();
  let type: string | undefined;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (isTableRow(line)) {
      yield* tableEntries(tableRecords(line, lines), warn);
      continue;
    }
    const heading = headingOf(line);
    if (heading) type = heading.type;
    if (heading || isComment(line)) continue;
    if (numbers) {
      yield { tmdb_id: line.trim(), mediaType: type ?? "unknown" };
      continue;
    }
    const next = [lines.peek(0), lines.peek(1)];
    const entry = numbering.strip(
      withoutMarks(line.slice(0, 3000)),
      next.map((each) => each && withoutMarks(each.slice(0, 3000))),
    );
    for (const each of readLine(entry))
      yield type !== undefined && !("leftOut" in each)
        ? { ...each, mediaType: each.mediaType ?? type }
        : each;
  }
}

function* withoutEmpty(lines: Iterable<string>): Generator<string> {
  for (const line of lines) if (/\S/.test(line)) yield line.trim();
}

/** `603` on every line: titles that are numbers (`1917`) do not come without any other. */
function isAllNumbers(text: string): boolean {
  let count = 0;
  for (const line of withoutEmpty(linesOf(text))) {
    if (isComment(line) || headingOf(line)) continue;
    if (!/^\d{1,10}$/.test(line)) return false;
    count += 1;
  }
  return count > 1;
}

const isTableRow = (line: string): boolean => /^\|.*\|$/.test(line);

/** The rows of a Markdown table from its first line on; its ruler (`|---|:-:|`) is none. */
function* tableRecords(first: string, lines: LinesAhead): Generator<string[]> {
  yield cellsOf(first);
  for (let line = lines.peek(0); line !== undefined && isTableRow(line); line = lines.peek(0)) {
    lines.next();
    if (!/^[|\s:-]+$/.test(line)) yield cellsOf(line);
  }
}

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split("|")
    .map((cell) => withoutMarks(cell.trim()).replace(/^(\*\*|__)(.*)\1$/, "$2"));

/**
 * Refuses what is text, but no list with one title per line.
 *
 * @throws ListError `bad-input`
 */
function refuseNoList(text: string, label: string): void {
  const refuse = (what: string, instead: string): never => {
    throw new ListError("bad-input", `${label} is ${what}, not a list of titles. ${instead}`);
  };
  const [first = "", second = ""] = firstLines(text);
  if (
    /^---\s*$/.test(first) ||
    (/^[\w-]+:\s*$/.test(first) && !headingOf(first) && /^\s+(?:- )?[^\s:][^:]*:(?:\s|$)/.test(second))
  )
    refuse("YAML", "Write one title per line, or give a list in JSON or CSV.");
  // `[[Heat]]` is a link of a note book
  if (/^[[{]\s*(?:$|["{[])/.test(first) && !/^\[\[[^[\]{}"]+\]\]/.test(first))
    refuse("damaged JSON", "Export it again, or write one title per line.");
  if (first.length > 5000 && second === "")
    refuse("one endless line", "Write one title per line, or save it as CSV.");
  if (/^(?:%PDF|\{\\rtf|<\w+)/.test(first)) refuse("a document", "Save it as plain text or CSV.");
}

function firstLines(text: string): string[] {
  const lines: string[] = [];
  for (const line of linesOf(text)) {
    if (/\S/.test(line) && !isComment(line)) lines.push(line);
    if (lines.length === 2) break;
  }
  return lines;
}
