import { keepSecret } from "../../http/redact.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext, ListProvider, ParsedList } from "../provider.ts";
import { readKeyless, readWithKey } from "./pages.ts";
import { type MdblistParams, parseMdblist } from "./parse.ts";
import { toItem } from "./to-item.ts";

/**
 * Lists of MDBList. A list of a person is read from the web site without a key; everything else, and everything when
 * there is a key, through the API (api.mdblist.com, OpenAPI of 2026-08).
 */
export const mdblist: ListProvider = {
  id: "mdblist",
  name: "MDBList",
  forms: [
    { example: "https://mdblist.com/lists/name/list", meaning: "a list; no key needed" },
    { example: "name/list", meaning: "the same, short" },
    { example: "https://mdblist.com/lists/12345", meaning: "a list by its number (API key)" },
    {
      example: "https://mdblist.com/lists/external/123",
      meaning: "a mirrored list of another site (API key)",
    },
    { example: "https://mdblist.com/lists/official/movies/popular", meaning: "a chart of MDBList (API key)" },
    { example: "https://mdblist.com/watchlist/name", meaning: "your own watchlist (API key)" },
  ],
  account: {
    label: "MDBList API key",
    required: false,
    where: "mdblist.com/preferences, at the bottom (free account)",
  },
  limits: { concurrency: 2, perMinute: 60 },
  parse: parseMdblist,
  async fetch(list, context) {
    const { rows, total, complete } = await read(list, context);
    const items = rows.flatMap((row) => toItem(row) ?? []);
    const left = rows.length - items.length;
    return {
      items: items.slice(0, context.limit),
      ...(total === undefined ? {} : { total }),
      complete,
      via: context.account?.key ? "api" : "http",
      warnings:
        left === 0 ? [] : [`${left} entries are seasons, episodes or without a title, and were left out.`],
    };
  },
};

async function read(list: ParsedList, context: FetchContext) {
  const params = list.params as unknown as MdblistParams;
  const key = context.account?.key;
  if (key === undefined || key === "") {
    if (params.keyless) return readKeyless(list, params, context);
    throw new ListError(
      "auth-required",
      `${list.label} can only be read with an API key. Get one at mdblist.com/preferences (free) and add it as an MDBList account.`,
    );
  }
  const release = params.shareToken ? keepSecret(params.shareToken) : undefined;
  try {
    return await readWithKey(list, params, key, context);
  } finally {
    release?.();
  }
}
