import { ListError } from "../list-error.ts";
import type { FetchContext, FetchedList, ListProvider } from "../provider.ts";
import { rowCount } from "../row-count.ts";
import type { Contents } from "./collector.ts";
import { loadBytes } from "./load.ts";
import type { OwnList } from "./parse.ts";
import { parseOwn } from "./parse.ts";
import { type ReadOptions, readContents, readObjects } from "./read-contents.ts";
import { needsThread, readInThread } from "./read-in-thread.ts";

/** Most titles of a list that are read, unless `listSync.sites.own.mostTitles` says otherwise. */
const MOST_TITLES = 100_000;

/** Lists that people keep themselves: JSON, CSV, text or RSS in a file, at an address or in `msg.payload`. */
export const own: ListProvider<OwnList> = {
  id: "own",
  name: "Own list",
  forms: [
    { example: "/data/movies.csv", meaning: "CSV, JSON, text or RSS file on the machine that runs Node-RED" },
    { example: "https://example.org/list.json", meaning: "the same at an address" },
    {
      example: "csv:https://example.org/export?id=1",
      meaning: "an address whose name does not reveal its format",
    },
    {
      example: "/data/letterboxd-export.zip",
      meaning: "the unchanged export of Letterboxd or Trakt: its watchlist",
    },
    { example: "/data/letterboxd-export.zip#lists/horror.csv", meaning: "another list in it" },
    { example: "payload", meaning: "the list that arrives in msg.payload" },
  ],
  notes: {
    reads:
      "JSON, CSV, text, RSS and ZIP in a file, at an address or in the message; exports of IMDb, Letterboxd and Trakt",
    ids: "the ids that it contains",
    requests: "1, or none for a file",
    terms: "It is your own list, or belongs to the person who published it.",
    blocked: "Check the path or the address on the machine that runs Node-RED.",
  },
  parse: parseOwn,
  async fetch(parsed, context) {
    const { items, total, complete, left, warnings, incremental } = await readList(parsed, context);
    context.progress?.(items.length, total);
    return {
      items,
      total,
      complete,
      ...rowCount(total, left),
      via: parsed.kind === "file" ? "file" : parsed.kind === "message" ? "message" : "http",
      warnings,
      ...(incremental ? { incremental } : {}),
    } satisfies FetchedList;
  },
};

async function readList(parsed: OwnList, context: FetchContext): Promise<Contents> {
  const { payload } = context;
  const options = optionsOf(parsed, context);
  if (parsed.kind !== "message") return read(await loadBytes(parsed, context), options, context);
  if (typeof payload === "string" || payload instanceof Uint8Array) return read(payload, options, context);
  if (typeof payload === "object" && payload !== null) return readObjects(payload, options);
  throw new ListError(
    "bad-input",
    "msg.payload contains no list. Send an array of titles, or text in JSON, CSV or one title per line.",
  );
}

function read(
  source: Uint8Array | string,
  options: ReadOptions,
  { signal }: FetchContext,
): Promise<Contents> {
  return needsThread(source) ? readInThread(source, options, { signal }) : readContents(source, options);
}

function optionsOf(parsed: OwnList, { limit, settings }: FetchContext): ReadOptions {
  const { format, entry, address } = parsed.params ?? {};
  const hash = typeof address === "string" && URL.canParse(address) ? new URL(address).hash.slice(1) : "";
  const wanted = String(entry ?? decoded(hash));
  const most = Number(settings.mostTitles);
  return {
    label: parsed.label,
    most: Number.isSafeInteger(most) && most > 0 ? most : MOST_TITLES,
    ...(limit !== undefined && { limit }),
    ...(format !== undefined && { format }),
    ...(wanted !== "" && { entry: wanted }),
  };
}

/** `%2F` as what it stands for; a text with a `%` that stands for itself is left as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
