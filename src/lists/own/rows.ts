import { ListError } from "../list-error.ts";
import { parseCsv } from "./csv.ts";
import { formatOf, type ListFormat } from "./format.ts";
import { parseJson } from "./json.ts";
import type { LooseRow } from "./loose-row.ts";
import { parseRss } from "./rss.ts";
import { parseText } from "./text.ts";

/**
 * Reads the text of an own list in whatever form it is.
 *
 * @param text - decoded
 * @param name - the list for the error sentences, without secrets
 * @param hint - what the extension or the user said of the form
 * @returns the rows, how many entries named no title, and whether only the newest entries are there (feeds)
 * @throws ListError `markup-changed` when the text is not what it claims to be
 */
export async function readRows(
  text: string,
  name: string,
  hint?: ListFormat,
): Promise<{ rows: LooseRow[]; unread: number; incremental: boolean }> {
  const format = formatOf(text, hint);
  switch (format) {
    case "html":
      throw new ListError(
        "markup-changed",
        `${name} is a web page, not a list: perhaps a login page. Give the address of the file itself (JSON, CSV, text or RSS).`,
      );
    case "json":
      return { ...parseJson(jsonOf(text, name)), incremental: false };
    case "csv":
      return { ...(await parseCsv(text)), incremental: false };
    case "rss":
      return { ...(await parseRss(text)), incremental: true };
    case "text":
      return { rows: parseText(text), unread: 0, incremental: false };
  }
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new ListError("markup-changed", `${name} is not valid JSON: ${(cause as Error).message}.`, {
      cause,
    });
  }
}
