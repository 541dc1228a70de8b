import { ListError } from "../list-error.ts";
import { formatOf, type ListFormat, refuseBinary } from "./format.ts";
import { readJson } from "./json/json.ts";
import type { Entry, Warn } from "./loose-row.ts";
import { readRss } from "./rss.ts";
import { readCsv } from "./table/csv.ts";
import { readText } from "./text/text.ts";

/** The entries of a text in whatever form it is. */
export interface Reading {
  entries: Iterable<Entry>;
  /** Only the newest entries are there (feeds). */
  incremental: boolean;
}

/**
 * Begins to read the text of an own list; entries come while it goes on.
 *
 * @param text - decoded
 * @param label - the list for the error sentences, without secrets
 * @param warn - takes sentences about the whole list
 * @param hint - what the extension or the user said of the form
 * @throws ListError `markup-changed` when the text is not what it claims to be, `bad-input` when it is no list
 */
export async function readEntries(
  text: string,
  label: string,
  warn: Warn,
  hint?: ListFormat,
): Promise<Reading> {
  refuseBinary(text, label);
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  switch (formatOf(body, hint)) {
    case "html":
      throw new ListError(
        "markup-changed",
        `${label} is a web page, not a list: perhaps a login page. Give the address of the file itself (JSON, CSV, text or RSS).`,
      );
    case "yaml":
      throw new ListError(
        "bad-input",
        `${label} is YAML, which is not read. Write one title per line, or give a list in JSON or CSV.`,
      );
    case "json":
      return { entries: readJson(jsonOf(body, label), warn), incremental: false };
    case "csv":
      return { entries: readCsv(body, warn), incremental: false };
    case "rss":
      return { entries: await readRss(body, label), incremental: true };
    case "text":
      return { entries: readText(body, label, warn), incremental: false };
  }
}

function jsonOf(text: string, label: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ListError("markup-changed", `${label} is not valid JSON: ${(cause as Error).message}.`, {
      cause,
    });
  }
}
