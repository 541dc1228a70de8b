import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext, FetchedList, ListProvider, ParsedList } from "../provider.ts";
import { formatOf, type ListFormat } from "./format.ts";
import { parseJson } from "./json.ts";
import { loadText } from "./load.ts";
import type { LooseRow } from "./loose-row.ts";
import { parseOwn } from "./parse.ts";
import { readRows } from "./rows.ts";

interface Rows {
  rows: LooseRow[];
  unread: number;
  incremental: boolean;
}

/** Lists that people keep themselves: JSON, CSV, text or RSS in a file, at an address or in `msg.payload`. */
export const own: ListProvider = {
  id: "own",
  name: "Own list",
  forms: [
    { example: "/data/movies.csv", meaning: "CSV, JSON, text or RSS file on the machine that runs Node-RED" },
    { example: "https://example.org/list.json", meaning: "the same at an address" },
    {
      example: "csv:https://example.org/export?id=1",
      meaning: "an address whose form the name does not tell",
    },
    { example: "payload", meaning: "the list that arrives in msg.payload" },
  ],
  parse: parseOwn,
  async fetch(parsed, context) {
    const { rows, unread, incremental } = await readList(parsed, context);
    const warnings =
      unread > 0
        ? [
            `${unread} ${unread === 1 ? "entry names" : "entries name"} no title and ${unread === 1 ? "was" : "were"} left out.`,
          ]
        : [];
    const items: Item[] = [];
    for (const [index, row] of rows.entries()) {
      if (context.limit !== undefined && items.length >= context.limit) break;
      const item = toItem(row, index, warnings);
      if (item) items.push(item);
    }
    context.progress?.(items.length, rows.length);
    const via = parsed.kind === "file" ? "file" : parsed.kind === "message" ? "message" : "http";
    return {
      items,
      total: rows.length,
      complete: true,
      via,
      warnings,
      ...(incremental ? { incremental } : {}),
    } satisfies FetchedList;
  },
};

async function readList(parsed: ParsedList, context: FetchContext): Promise<Rows> {
  const hint = parsed.params?.format as ListFormat | undefined;
  if (parsed.kind !== "message") return readRows(await loadText(parsed, context), parsed.label, hint);
  const { payload } = context;
  if (typeof payload === "string") return readRows(payload, parsed.label, hint ?? formatOf(payload));
  if (payload instanceof Uint8Array) return readRows(new TextDecoder().decode(payload), parsed.label, hint);
  if (typeof payload === "object" && payload !== null) return { ...parseJson(payload), incremental: false };
  throw new ListError(
    "bad-input",
    "msg.payload holds no list. Send an array of titles, or text in JSON, CSV or one title a line.",
  );
}

/** A row that cannot be an item is left out and said so; the others are not lost for it. */
function toItem(row: LooseRow, index: number, warnings: string[]): Item | undefined {
  try {
    return { ...normaliseItem(row), rank: row.rank ?? index + 1 };
  } catch (error) {
    warnings.push(`Entry ${index + 1} was left out: ${(error as Error).message}`);
    return undefined;
  }
}
