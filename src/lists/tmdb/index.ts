import * as v from "valibot";
import type { FetchContext, FetchedList, ListProvider } from "../provider.ts";
import { oddAnswer, readShape } from "../read-shape.ts";
import { DOUBLE, rowCount } from "../row-count.ts";
import { accountShelves } from "./account-shelf.ts";
import { askTmdb, needsKey } from "./ask-tmdb.ts";
import { parseTmdb } from "./parse-tmdb.ts";
import { readPages, type TmdbPage, type TmdbTitles, toPage } from "./read-pages.ts";
import { serverPath } from "./server-path.ts";
import type { ParsedTmdbList, TmdbList } from "./tmdb-list.ts";
import { toItem } from "./to-item.ts";

/** Titles of an endless list that are read when the person sets no limit. */
const ENDLESS = 250;

/**
 * Lists, collections, charts and searches of TMDB through its API (versions 3 and 4, state of 2026-08). What a request
 * server passes on needs no key.
 */
export const tmdb: ListProvider<ParsedTmdbList> = {
  id: "tmdb",
  name: "TMDB",
  forms: [
    { example: "https://www.themoviedb.org/list/8136", meaning: "a list of a person" },
    { example: "tmdb:list/8136", meaning: "the same, short" },
    { example: "https://www.themoviedb.org/collection/10-star-wars-collection", meaning: "a collection" },
    {
      example: "https://www.themoviedb.org/movie/top-rated",
      meaning: "chart: popular, top-rated, now-playing, upcoming; also for shows",
    },
    { example: "trending/all/week", meaning: "trending: all, movie or tv; day or week" },
    { example: "https://www.themoviedb.org/discover/movie?with_genres=27", meaning: "a search" },
    {
      example: "https://www.themoviedb.org/keyword/9715-superhero/movie",
      meaning: "keyword; also company, network and person",
    },
    {
      example: "https://www.themoviedb.org/u/sean/watchlist",
      meaning: "your own watchlist, favorites or recommendations",
    },
    { example: "https://www.themoviedb.org/movie/949-heat", meaning: "one title, or one season of a show" },
  ],
  account: {
    label: "TMDB API key or read access token",
    required: false,
    where: "themoviedb.org/settings/api (free)",
    fields: [
      { id: "key", label: "API key or token", required: true },
      { id: "secret", label: "Own token", required: false },
    ],
    async test(context) {
      await askTmdb("3/configuration", "TMDB", context);
      return "TMDB accepted the key.";
    },
  },
  // 40 to 50 a second are allowed
  limits: { concurrency: 4, perMinute: 1200 },
  lifetime: ({ kind }) => (kind === "chart" || kind === "trending" || kind === "discover" ? 3600 : 0),
  notes: {
    reads:
      "lists, collections, charts, trending, searches, keywords, companies, networks, people, own watchlist",
    ids: "TMDB",
    requests: "50 (20 a page)",
    terms:
      "Free for personal use with attribution: this product uses the TMDB API but is not endorsed or certified by TMDB.",
    blocked:
      "Check the key with the account's Test. Charts, searches and collections also come from your request server.",
  },
  parse: parseTmdb,
  needs({ params }) {
    const { title, ...list } = params;
    return title || serverPath(list) ? ["account", "server"] : ["account"];
  },
  async fetch(list, context) {
    const params = list.params;
    if (params.title) return single(params.title, list, context);
    const endless = params.chart ?? params.trending ?? params.discover;
    const limit = context.limit ?? (endless ? ENDLESS : Number.POSITIVE_INFINITY);
    const read = await readTitles(params, list, limit, context);
    const { items, rows, people, total, name } = read;
    const cut = context.limit === undefined && items.length >= limit && (total ?? 0) > rows;
    return {
      items,
      ...(total !== undefined && { total }),
      complete:
        items.length >= (context.limit ?? Number.POSITIVE_INFINITY) || total === undefined || rows >= total,
      ...(name !== undefined && { name }),
      ...rowCount(rows, { people, [DOUBLE]: rows - people - items.length }),
      via: "api",
      warnings: [
        ...(people > 0 && !cut && items.length < limit ? [`${people} left out: people.`] : []),
        ...(cut
          ? [
              `TMDB reports ${total} titles; the first ${ENDLESS} were read. Set a limit to read more or fewer.`,
            ]
          : []),
      ],
    };
  },
};

async function readTitles(
  params: TmdbList,
  list: ParsedTmdbList,
  limit: number,
  context: FetchContext,
): Promise<TmdbTitles> {
  if (params.account) return readAccount(params.account, list, limit, context);
  const type = params.chart?.type ?? params.discover?.type ?? (params.collection ? "movie" : undefined);
  return readPages(source(params, list, context), type, limit, { label: list.label, context });
}

/** By whom a page is given: TMDB with a key, or the request server where it can stand in. */
function source(
  params: TmdbList,
  list: ParsedTmdbList,
  context: FetchContext,
): (page: number) => Promise<TmdbPage> {
  const { account, server } = context;
  const own = account?.key ? undefined : serverPath(params);
  if (own && server)
    // a collection has no pages, and the server refuses a parameter that it does not know
    return async (page) => {
      const paging = params.collection === undefined ? { page } : {};
      return toPage(await server.get(own.path, { ...own.query, ...paging }), page, list.label);
    };
  if (!account?.key) throw needsKey(list.label);
  const path = tmdbPath(params, account.key);
  return async (page) => toPage(await askTmdb(`${path}page=${page}`, list.label, context), page, list.label);
}

function tmdbPath({ list, collection, trending, chart, discover }: TmdbList, key: string): string {
  if (collection !== undefined) return `3/collection/${collection}?`;
  if (trending) return `3/trending/${trending.type}/${trending.window}?`;
  if (chart) return `3/${chart.type}/${chart.name}?`;
  if (discover) return `3/discover/${discover.type}?${discover.query}${discover.query ? "&" : ""}`;
  // version 4 has no lists with 24 digits, and takes tokens only
  const version = key.startsWith("eyJ") && /^\d{1,9}$/.test(list ?? "") ? 4 : 3;
  return `${version}/list/${list}?`;
}

async function readAccount(
  shelf: NonNullable<TmdbList["account"]>,
  list: ParsedTmdbList,
  limit: number,
  context: FetchContext,
): Promise<TmdbTitles> {
  const all: TmdbTitles = { items: [], rows: 0, people: 0, total: 0 };
  for (const { type, path, key } of await accountShelves(shelf, list.label, context)) {
    const ask = async (page: number) =>
      toPage(await askTmdb(`${path}page=${page}`, list.label, context, key), page, list.label);
    const read = await readPages(ask, type, limit - all.items.length, {
      label: list.label,
      context,
    });
    all.items.push(...read.items);
    all.rows += read.rows;
    all.people += read.people;
    all.total = (all.total ?? 0) + (read.total ?? read.rows);
    if (all.items.length >= limit) break;
  }
  return all;
}

async function single(
  { type, id, season }: NonNullable<TmdbList["title"]>,
  list: ParsedTmdbList,
  context: FetchContext,
): Promise<FetchedList> {
  const { account, server } = context;
  if (!account?.key && !server) throw needsKey(list.label);
  const row = account?.key
    ? await askTmdb(`3/${type}/${id}`, list.label, context)
    : await server?.get(`/${type}/${id}`);
  const asked = { site: "TMDB", label: list.label };
  const [item] = toItem(readShape(v.looseObject({}), row, asked), type, 1);
  if (!item) throw oddAnswer(asked);
  const named = season === undefined ? item : { ...item, seasons: [season] };
  return { items: [named], total: 1, complete: true, via: "api", warnings: [] };
}
