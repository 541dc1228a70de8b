/** The forms in which an own list is read. */
export type ListFormat = "json" | "csv" | "text" | "rss" | "html";

const BY_EXTENSION: Record<string, ListFormat> = {
  json: "json",
  csv: "csv",
  tsv: "csv",
  txt: "text",
  text: "text",
  list: "text",
  rss: "rss",
  atom: "rss",
  xml: "rss",
};

/** The form that a file name or the path of an address tells, by its extension. */
export function formatOfName(name: string): ListFormat | undefined {
  const path = name.replace(/[?#].*$/, "");
  const extension = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  return extension === undefined ? undefined : BY_EXTENSION[extension];
}

/**
 * Tells the form of a list. What the text itself shows wins over names and headers, which servers get wrong; `html`
 * means a page for people (often a login page) instead of a list.
 *
 * @param text - the decoded list
 * @param hint - what the extension or the user said
 */
export function formatOf(text: string, hint?: ListFormat): ListFormat {
  const start = text.trimStart().slice(0, 500).toLowerCase();
  if (/^(<!doctype html|<html|<head|<body)/.test(start)) return "html";
  if (/^(<\?xml|<rss|<feed|<rdf:rdf)/.test(start)) return "rss";
  if (hint) return hint;
  if (/^[[{]/.test(start)) return "json";
  const [first = ""] = start.split(/\r?\n/);
  return /[,;\t]/.test(first) && looksLikeHeader(first) ? "csv" : "text";
}

const looksLikeHeader = (line: string): boolean =>
  line.startsWith("letterboxd list export") ||
  /(^|[,;\t"])\s*(const|title|name|imdb[ _]?id|tmdb[ _]?id|tvdb[ _]?id)\s*("|[,;\t]|$)/.test(line);
