import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import { decode } from "../decode.ts";
import { looksLikeImdbCsv, parseImdbCsv } from "../imdb/csv.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext, FetchedList, ListProvider, ParsedList } from "../provider.ts";
import { chooseFiles } from "./choose-files.ts";
import { formatOfName, type ListFormat } from "./format.ts";
import { parseJson } from "./json.ts";
import { loadBytes } from "./load.ts";
import type { LooseRow } from "./loose-row.ts";
import { parseOwn } from "./parse.ts";
import { readRows } from "./rows.ts";
import { isZip, readZip } from "./zip.ts";

/** What was read, before the caller's limit. */
interface Contents {
  items: Item[];
  /** Entries of the list, those left out included. */
  total: number;
  warnings: string[];
  incremental?: boolean;
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
    {
      example: "/data/letterboxd-export.zip",
      meaning: "the export of Letterboxd or Trakt as it is: its watchlist",
    },
    { example: "/data/letterboxd-export.zip#lists/horror.csv", meaning: "another list in it" },
    { example: "payload", meaning: "the list that arrives in msg.payload" },
  ],
  notes: {
    reads:
      "JSON, CSV, text, RSS and ZIP in a file, at an address or in the message; exports of IMDb, Letterboxd and Trakt",
    ids: "whatever is in it",
    requests: "1, or none for a file",
    terms: "It is your own list, or that of whoever put it at the address.",
    blocked: "Check the path or the address on the machine that runs Node-RED.",
  },
  parse: parseOwn,
  async fetch(parsed, context) {
    const { items, total, warnings, incremental } = await readList(parsed, context);
    context.progress?.(items.length, total);
    return {
      items: items.slice(0, context.limit),
      total,
      complete: true,
      via: parsed.kind === "file" ? "file" : parsed.kind === "message" ? "message" : "http",
      warnings,
      ...(incremental ? { incremental } : {}),
    } satisfies FetchedList;
  },
};

async function readList(parsed: ParsedList, context: FetchContext): Promise<Contents> {
  const { payload } = context;
  if (parsed.kind !== "message") return readBytes(await loadBytes(parsed, context), parsed);
  if (typeof payload === "string") return readText(payload, parsed);
  if (payload instanceof Uint8Array) return readBytes(payload, parsed);
  if (typeof payload === "object" && payload !== null) return contentsOf(parseJson(payload));
  throw new ListError(
    "bad-input",
    "msg.payload holds no list. Send an array of titles, or text in JSON, CSV or one title a line.",
  );
}

/** A file as it is, or the files of an archive that are the list. */
async function readBytes(bytes: Uint8Array, parsed: ParsedList): Promise<Contents> {
  if (!isZip(bytes)) return readText(decode(bytes), parsed);
  const zip = await readZip(bytes, parsed.label);
  const { address } = parsed.params ?? {};
  const hash = typeof address === "string" ? decodeURIComponent(new URL(address).hash.slice(1)) : "";
  const wanted = String(parsed.params?.entry ?? hash) || undefined;
  const all: Contents = { items: [], total: 0, warnings: [] };
  for (const name of chooseFiles(zip.names, wanted, parsed.label)) {
    const format = formatOfName(name);
    const part = await readText(decode(await zip.read(name)), { ...parsed, params: { format } });
    all.items.push(...part.items.map((item) => ({ ...item, rank: all.total + (item.rank ?? 1) })));
    all.total += part.total;
    all.warnings.push(...part.warnings);
  }
  return all;
}

async function readText(text: string, parsed: ParsedList): Promise<Contents> {
  // IMDb's own exports have types and rows of their own, which their reader knows.
  if (looksLikeImdbCsv(text.split(/\r?\n/, 1)[0] ?? "")) return parseImdbCsv(text);
  const { incremental, ...rows } = await readRows(text, parsed.label, parsed.params?.format as ListFormat);
  return { ...contentsOf(rows), incremental };
}

/** A row that cannot be an item is left out and said so; the others are not lost for it. */
function contentsOf({ rows, unread }: { rows: LooseRow[]; unread: number }): Contents {
  const warnings =
    unread === 0 ? [] : [`${unread} ${unread === 1 ? "entry names" : "entries name"} no title: left out.`];
  const items = rows.flatMap((row, index) => {
    try {
      return [{ ...normaliseItem(row), rank: row.rank ?? index + 1 }];
    } catch (error) {
      warnings.push(`Entry ${index + 1} was left out: ${(error as Error).message}`);
      return [];
    }
  });
  return { items, total: rows.length + unread, warnings };
}
