import * as v from "valibot";
import { dedupe } from "../../items/dedupe.ts";
import type { Item } from "../../items/item.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext, FetchedList, ListProvider } from "../provider.ts";
import { readShape, refuseOddRows } from "../read-shape.ts";
import { DOUBLE, rowCount } from "../row-count.ts";
import { testAccount, traktLogin } from "./login.ts";
import { ask, pages, ROW } from "./pages.ts";
import type { TraktList, TraktParams } from "./params.ts";
import { parseTrakt } from "./parse.ts";
import { toItem } from "./to-item.ts";
import { traktError } from "./trakt-error.ts";

/** Titles of an endless chart that are read when the person sets no limit. */
const ENDLESS_CHART = 250;

/**
 * Lists, shelves and charts of Trakt through its API v2 (state of 2026-10). It wants a client id, which only VIP
 * members can make since 30 July 2026. Seasons and episodes become their show with the seasons that the list names.
 */
export const trakt: ListProvider<TraktList> = {
  id: "trakt",
  name: "Trakt",
  forms: [
    { example: "https://trakt.tv/users/sean/lists/horror", meaning: "a list of a person" },
    { example: "sean/horror", meaning: "the same, short (choose Trakt; otherwise it is read as MDBList's)" },
    {
      example: "https://trakt.tv/users/sean/watchlist",
      meaning: "watchlist; also favorites, collection, …",
    },
    { example: "https://trakt.tv/lists/12345", meaning: "a list by its id" },
    { example: "https://trakt.tv/lists/official/some-collection", meaning: "an official list" },
    {
      example: "trending:movies",
      meaning: "chart: trending, popular, anticipated, hot, streaming, boxoffice",
    },
    { example: "watched:shows:monthly", meaning: "chart of a period: watched, played, collected, favorited" },
    { example: "me/watchlist", meaning: "your own watchlist, favorites, collection or list; needs a login" },
    {
      example: "https://trakt.tv/recommendations",
      meaning: "movies that Trakt recommends to you; needs a login",
    },
    { example: "https://app.trakt.tv/lists/smart/view/some-list", meaning: "a smart list of the app" },
    {
      example: "https://app.trakt.tv/discover/trending?mode=show",
      meaning: "a chart of the app: trending, popular, anticipated",
    },
    { example: "https://app.trakt.tv/profile/anna/favorites", meaning: "favorites or history of a profile" },
    { example: "https://trakt.tv/movies/heat-1995", meaning: "one title, or one season of a show" },
  ],
  account: {
    label: "Trakt client id",
    required: true,
    where: "trakt.tv/oauth/applications (making an app needs Trakt VIP)",
    rights:
      "Redirect URI urn:ietf:wg:oauth:2.0:oob. The login is only needed for private lists and your own.",
    fields: [
      { id: "key", label: "Client id", required: true },
      { id: "secret", label: "Client secret", required: false },
    ],
    login: traktLogin,
    test: testAccount,
  },
  lifetime({ params }) {
    const { type, mixed, login } = params;
    return (type || mixed) && !login ? 3600 : 0;
  },
  notes: {
    reads:
      "lists, watchlists, favorites, collections, ratings, charts, official lists; with a login, private lists, your own lists and recommendations",
    ids: "TMDB, IMDb, TVDB",
    requests: "4 (250 a page)",
    terms:
      "Needs your own client id, which only VIP members can create since July 30, 2026; 1,000 requests in five minutes.",
    blocked:
      "Mirror the list at mdblist.com, which needs no Trakt account, or use the export file of your Trakt settings as an own list.",
  },
  // 1,000 GETs in five minutes (header X-Ratelimit, recorded 2021-01).
  limits: { concurrency: 2, perMinute: 180 },
  parse: parseTrakt,
  needs: ({ params }) => (params.login ? ["login"] : ["account"]),
  async fetch(list, context) {
    const params = list.params;
    const key = clientId(list, params, context);
    const { paths, name } = await findPaths(list, params, key, context);
    const read = await readAll(list, params, paths, key, context);
    return { ...read, ...(name === undefined ? {} : { name }), via: "api" };
  },
};

function clientId(list: TraktList, params: TraktParams, context: FetchContext): string {
  const { key, login } = context.account ?? {};
  if (key && params.login && !login)
    throw new ListError(
      "auth-required",
      `${list.label} can only be read by its owner. Open the Trakt account in the list-account dialog and press Log in.`,
    );
  if (key) return key;
  throw new ListError(
    "auth-required",
    `${list.label} needs a Trakt client id. Make an app at trakt.tv/oauth/applications (VIP members only) and add its client id as a Trakt account, or mirror the list at mdblist.com, which needs none.`,
  );
}

/** An official list has no owner, and its items are found by its number only. */
async function findPaths(list: TraktList, params: TraktParams, key: string, context: FetchContext) {
  if (params.official === undefined) return { paths: params.paths };
  const response = await ask(list, `lists/${encodeURIComponent(params.official)}`, key, context);
  const { ids, name } = readShape(OFFICIAL, response.body, { site: "Trakt", label: list.label });
  const paths = params.paths.map((path) => `lists/${ids.trakt}${path}`);
  return { paths, ...(name ? { name } : {}) };
}

const OFFICIAL = v.looseObject({
  ids: v.looseObject({ trakt: v.number() }),
  name: v.nullish(v.string()),
});

/** What lists hold besides titles. */
const PERSON = v.looseObject({ person: v.looseObject({}) });

type Read = Pick<FetchedList, "items" | "total" | "complete" | "rows" | "warnings">;

async function readAll(
  list: TraktList,
  params: TraktParams,
  paths: string[],
  key: string,
  context: FetchContext,
): Promise<Read> {
  if (list.kind === "movie" || list.kind === "show") return readTitle(list, params, paths, key, context);
  if (params.mixed) return readMixed(list, params, paths, key, context);
  const limit = context.limit ?? (params.endless ? ENDLESS_CHART : undefined);
  const query = params.query ? `?${params.query}` : "";
  let rows = 0;
  let left = 0;
  let announced: number | undefined;
  let items: Item[] = [];
  const enough = () => limit !== undefined && items.length >= limit;
  for (const path of paths) {
    if (enough()) break;
    for await (const page of pages(list, path + query, key, context)) {
      const found = page.rows.flatMap((row, index) => toItem(row, params.type, rows + index + 1) ?? []);
      refuseOddRows(page.rows, found.length, PERSON, { site: "Trakt", label: list.label });
      left += page.rows.length - found.length;
      rows += page.rows.length;
      announced = page.total ?? announced;
      // Several seasons of one show are one title, so only what is merged counts against the limit.
      items = dedupe([...items, ...found]);
      context.progress?.(items.length, params.typed ? undefined : announced);
      if (enough()) break;
    }
  }
  const total = params.typed ? undefined : announced;
  const cut = params.endless && context.limit === undefined && total !== undefined && total > rows;
  return {
    items: limit === undefined ? items : items.slice(0, limit),
    ...(total === undefined ? {} : { total }),
    ...rowCount(rows, { [NO_TITLE]: left, [DOUBLE]: rows - left - items.length }),
    complete: (enough() && context.limit !== undefined) || total === undefined || rows >= total,
    warnings: [
      ...nameless(left),
      ...(cut
        ? [
            `Trakt reports ${total} titles; the first ${ENDLESS_CHART} were read. Set a limit to read more or fewer.`,
          ]
        : []),
    ],
  };
}

const NO_TITLE = "no title";

const nameless = (count: number): string[] =>
  count === 0
    ? []
    : [
        `${count} ${count === 1 ? "entry is a person" : "entries are people"} or without a title, and left out.`,
      ];

/** Several charts, each as long as is wanted of all, in turn: the first titles of all, then the second ones. */
async function readMixed(
  list: TraktList,
  params: TraktParams,
  paths: string[],
  key: string,
  context: FetchContext,
): Promise<Read> {
  const charts: Read[] = [];
  for (const path of paths) {
    const type = /\bmovies\b/.test(path) ? "movie" : "show";
    charts.push(await readAll(list, { ...params, mixed: false, typed: true, type }, [path], key, context));
  }
  const left: Record<string, number> = {};
  for (const { rows } of charts)
    for (const [reason, count] of Object.entries(rows?.left ?? {}))
      left[reason] = (left[reason] ?? 0) + count;
  const longest = Math.max(...charts.map(({ items }) => items.length));
  const items = Array.from({ length: longest }, (_, place) =>
    charts.flatMap((chart) => chart.items[place] ?? []),
  ).flat();
  return {
    items: items.slice(0, context.limit).map((item, index) => ({ ...item, rank: index + 1 })),
    complete: charts.every(({ complete }) => complete),
    ...rowCount(
      charts.reduce((sum, { rows }) => sum + (rows?.read ?? 0), 0),
      left,
    ),
    warnings: nameless(left[NO_TITLE] ?? 0),
  };
}

async function readTitle(
  list: TraktList,
  params: TraktParams,
  paths: string[],
  key: string,
  context: FetchContext,
): Promise<Read> {
  const response = await ask(list, paths[0] ?? "", key, context);
  const row = readShape(ROW, response.body, { site: "Trakt", label: list.label });
  const item = toItem(row, params.type, 1);
  if (!item) throw traktError(response, list.label);
  const seasons = params.season === undefined ? {} : { seasons: [params.season] };
  return { items: [{ ...item, ...seasons }], total: 1, complete: true, ...rowCount(1, {}), warnings: [] };
}
