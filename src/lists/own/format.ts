import { ListError } from "../list-error.ts";
import { meaningsOf } from "./field-words.ts";
import { isValue } from "./table/columns.ts";
import { firstLines } from "./table/csv.ts";

/** The forms in which an own list is read. */
export type ListFormat = "json" | "csv" | "text" | "rss" | "html" | "yaml";

const BY_EXTENSION: Record<string, ListFormat> = {
  json: "json",
  csv: "csv",
  tsv: "csv",
  txt: "text",
  text: "text",
  list: "text",
  md: "text",
  markdown: "text",
  rss: "rss",
  atom: "rss",
  xml: "rss",
  yml: "yaml",
  yaml: "yaml",
};

/** The form that a file name or the path of an address tells, by its extension. */
export function formatOfName(name: string): ListFormat | undefined {
  const path = /^[^?#]*/.exec(name)?.[0] ?? "";
  const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return path.includes(".") && Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined;
}

/**
 * Tells the form of a list. What the text itself shows wins over names and headers, which servers get wrong; `html`
 * means a page for people (often a login page) instead of a list.
 *
 * @param text - the decoded list
 * @param hint - what the extension or the user said
 */
export function formatOf(text: string, hint?: ListFormat): ListFormat {
  const begin = /\S/.exec(text)?.index ?? 0;
  const start = text.slice(begin, begin + 500).toLowerCase();
  if (/^(<!doctype html|<html|<head|<body)/.test(start)) return "html";
  if (/^(<\?xml|<rss|<feed|<rdf:rdf)/.test(start)) return "rss";
  if (hint === "json" || hint === "rss" || hint === "yaml") return hint;
  if (/^[[{]/.test(start) && isJson(text)) return "json";
  if (hint === "csv") return hint;
  return looksLikeTable(text) ? "csv" : "text";
}

/** `[REC] (2007)` is a film. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A text with columns: a header that is known, or the same number of tabs or semicolons in every line. */
function looksLikeTable(text: string): boolean {
  const lines = firstLines(text, 12);
  const [first = ""] = lines;
  if (/^sep=.$/.test(first) || first.startsWith("Letterboxd list export")) return true;
  if (/^"?(title|name|const|(imdb|tmdb|tvdb)[ _]?id)"?$/i.test(first.trim()) && lines.length > 1) return true;
  if (/^"?(imdb|tmdb|tvdb|id)"?$/i.test(first.trim()) && lines.length > 1 && lines.slice(1).every(isValue))
    return true;
  for (const separator of [",", ";", "\t"]) {
    if (lines.some((line) => isHeader(line, separator))) return true;
    const width = first.split(separator).length;
    // titles have commas, and a year may follow one
    if (width < (separator === "," ? 3 : 2) || lines.length < 2) continue;
    if (separator === "," && !lines.every((line) => /,\s*\d{4}\s*(?:,|$)/.test(line))) continue;
    if (lines.every((line) => line.split(separator).length === width)) return true;
  }
  return false;
}

const isHeader = (line: string, separator: string): boolean => {
  const cells = line.split(separator).map((cell) => cell.replace(/^[\s"]+|[\s"]+$/g, ""));
  return (
    cells.length > 1 && cells.filter((cell) => meaningsOf(cell).length > 0).length > 1 && !cells.some(isValue)
  );
};

/**
 * Refuses what is no text at all.
 *
 * @throws ListError `bad-input`
 */
export function refuseBinary(text: string, label: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what no text has
  if (!/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text.slice(0, 100_000))) return;
  throw new ListError(
    "bad-input",
    `${label} is not a text file (it may be a picture, a database or a spreadsheet). Save it as CSV or plain text.`,
  );
}
