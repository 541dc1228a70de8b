import * as v from "valibot";
import { flatMapInSlices } from "../../breather.ts";
import { keepSecret } from "../../http/redact.ts";
import type { AccountContext } from "../account.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext, ListProvider } from "../provider.ts";
import { refuseOddRows } from "../read-shape.ts";
import { DOUBLE, rowCount } from "../row-count.ts";
import { siteError } from "../site-error.ts";
import { API, readKeyless, readWithKey } from "./pages.ts";
import { type MdblistList, parseMdblist } from "./parse.ts";
import { toItem } from "./to-item.ts";

/**
 * Lists of MDBList. A list of a person is read from the web site without a key; everything else, and everything when
 * there is a key, through the API (api.mdblist.com, OpenAPI of 2026-08).
 */
export const mdblist: ListProvider<MdblistList> = {
  id: "mdblist",
  name: "MDBList",
  forms: [
    { example: "https://mdblist.com/lists/name/list", meaning: "a list; no key needed" },
    { example: "name/list", meaning: "the same, short" },
    { example: "https://mdblist.com/lists/12345", meaning: "a list by its id (API key)" },
    {
      example: "https://mdblist.com/lists/name/external/123",
      meaning: "a mirrored list of another site (API key)",
    },
    { example: "https://mdblist.com/lists/official/movies/popular", meaning: "a chart of MDBList (API key)" },
    { example: "https://mdblist.com/watchlist/name", meaning: "your own watchlist (API key)" },
  ],
  account: {
    label: "MDBList API key",
    required: false,
    where: "mdblist.com/preferences, at the bottom (free account)",
    test: testAccount,
  },
  limits: { concurrency: 2, perMinute: 60 },
  notes: {
    reads: "lists, mirrors of other sites' lists, charts, own watchlist",
    ids: "TMDB, IMDb, TVDB",
    requests: "1",
    terms:
      "Free: 1,000 requests a day with a key; lists of people need none. New lists take up to a day to fill.",
    blocked: "Add an MDBList account with a key (free).",
  },
  parse: parseMdblist,
  needs: ({ params }) => (params?.keyless ? [] : ["account"]),
  async fetch(list, context) {
    const { rows, received, total, complete } = await read(list, context);
    const items = await flatMapInSlices(rows, (row) => {
      const item = toItem(row);
      return item ? [item] : [];
    });
    const left = rows.length - items.length;
    refuseOddRows(rows, items.length, PART_OF_SHOW, { site: "MDBList", label: list.label });
    return {
      items: items.slice(0, context.limit),
      ...(total === undefined ? {} : { total }),
      complete,
      ...rowCount(received, { "no title": left, [DOUBLE]: received - rows.length }),
      via: context.account?.key ? "api" : "http",
      warnings:
        left === 0
          ? []
          : [
              `${left} ${left === 1 ? "entry is a season, an episode or without a title, and was" : "entries are seasons, episodes or without a title, and were"} left out.`,
            ],
    };
  },
};

/** What lists hold besides titles. */
const PART_OF_SHOW = v.looseObject({ mediatype: v.picklist(["season", "episode"]) });

/** Proves a key, and says how much of the day is left. @throws ListError `auth-required` */
async function testAccount({ http, account, origin, signal }: AccountContext): Promise<string> {
  const key = account?.key ?? "";
  const url = `${origin(API)}/user?apikey=${encodeURIComponent(key)}`;
  const response = await http.request<Record<string, unknown>>({ url, signal });
  const { status, body } = response;
  if (status === 401 || status === 403 || (typeof body === "object" && body !== null && "error" in body))
    throw new ListError(
      "auth-required",
      "MDBList rejected the API key. Copy it again from mdblist.com/preferences.",
    );
  if (status !== 200 || typeof body !== "object" || body === null)
    throw siteError(response, "MDBList", "The account");
  const { api_requests: allowed, api_requests_count: used } = body;
  const left =
    typeof allowed !== "number"
      ? ""
      : ` ${typeof used === "number" ? used : 0} of ${allowed} requests of today are used.`;
  return `MDBList accepted the API key.${left}`;
}

async function read(list: MdblistList, context: FetchContext) {
  const params = list.params;
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
