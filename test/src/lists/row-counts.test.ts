import assert from "node:assert/strict";
import type { Http } from "../../../src/http/http.ts";
import { builtInProviders } from "../../../src/lists/built-in.ts";
import type { FetchContext, ListProvider } from "../../../src/lists/provider.ts";
import { DOUBLE } from "../../../src/lists/row-count.ts";
import { startArr } from "../../servers/arr/start-arr.ts";
import { syntheticTitles } from "../../servers/catalogue/synthetic.ts";
import { SERVER_KEY, startJellyfin } from "../../servers/jellyfin/start-jellyfin.ts";
import type { ListSite } from "../../servers/list-site.ts";
import { startMdblist } from "../../servers/mdblist/start-mdblist.ts";
import { PLEX_TOKEN, startPlex } from "../../servers/plex/start-plex.ts";
import { startSimkl } from "../../servers/simkl/start-simkl.ts";
import { startStevenlu } from "../../servers/stevenlu/start-stevenlu.ts";
import { startTmdb, TMDB_KEY } from "../../servers/tmdb/start-tmdb.ts";
import { startTrakt } from "../../servers/trakt/start-trakt.ts";
import { contextFor, fetchWith } from "../../support/fetch-context.ts";

const titles = syntheticTitles(30);
const movies = titles.filter(({ mediaType }) => mediaType === "movie");

/** An own list whose rows are as disturbed as those of sites. */
const own = [
  ...movies.map(({ title, year, tmdbId }) => ({ title, year, tmdb_id: tmdbId })),
  {},
  { title: "" },
];

const CASES: {
  provider: string;
  list: string;
  start?: () => Promise<ListSite>;
  context?: (origin: string) => Partial<FetchContext>;
}[] = [
  { provider: "stevenlu", list: "stevenlu", start: () => startStevenlu({ movies }) },
  { provider: "mdblist", list: "linda/big", start: () => startMdblist({ lists: { "linda/big": titles } }) },
  {
    provider: "mdblist",
    list: "12345",
    start: () => startMdblist({ lists: { 12345: titles }, pageSize: 10 }),
    context: () => ({ account: { key: "mdblist-demo-key" } }),
  },
  {
    provider: "trakt",
    list: "sean/horror",
    start: () => startTrakt({ lists: { "users/sean/lists/horror": titles } }),
    context: () => ({ account: { key: "trakt-demo-client-id" } }),
  },
  {
    provider: "trakt",
    list: "https://app.trakt.tv/discover/trending",
    start: () => startTrakt({ lists: { "movies/trending": movies, "shows/trending": titles.slice(0, 4) } }),
    context: () => ({ account: { key: "trakt-demo-client-id" } }),
  },
  {
    provider: "tmdb",
    list: "tmdb:list/8136",
    start: () => startTmdb({ lists: { 8136: titles } }),
    context: () => ({ account: { key: TMDB_KEY } }),
  },
  { provider: "simkl", list: "simkl:trending/week", start: () => startSimkl({ trending: titles }) },
  {
    provider: "plex",
    list: "plex:watchlist",
    start: () => startPlex({ watchlist: titles, withdrawn: titles.slice(0, 2) }),
    context: () => ({ account: { key: PLEX_TOKEN } }),
  },
  {
    provider: "jellyfin",
    list: "jellyfin:favorites",
    start: () => startJellyfin({ favorites: { Anna: titles } }),
    context: (origin) => ({ account: { key: SERVER_KEY, url: origin, user: "Anna" } }),
  },
  {
    provider: "radarr",
    list: "radarr:library",
    start: () => startArr({ app: "Radarr", titles: movies }),
    context: (origin) => ({ account: { key: "arr-demo-key", url: origin } }),
  },
  { provider: "own", list: "payload", context: () => ({ payload: own }) },
];

/** Puts among the rows of every answer one that says nothing, and the first one once more. */
const disturbed = (http: Http): Http => ({
  async request<T>(request: Parameters<Http["request"]>[0]) {
    const response = await http.request<T>(request);
    return { ...response, body: disturb(response.body) as T };
  },
});

function disturb(body: unknown): unknown {
  if (Array.isArray(body)) return body.length < 3 ? body : [...body, body[0], {}];
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, disturb(value)]));
}

describe("Entries of a list that is not clean", () => {
  for (const { provider: id, list, start, context } of CASES) {
    it(`add up to those read, by reason, at ${id} (${list})`, async () => {
      const provider = builtInProviders.find((each) => each.id === id) as ListProvider;
      const site = await start?.();
      try {
        const origin = site?.origin ?? "http://127.0.0.1:9";
        const plain = contextFor(origin, context?.(origin));
        const { items, rows, warnings } = await fetchWith(provider, list, {
          ...plain,
          http: disturbed(plain.http),
        });
        assert.ok(rows, "says what became of its entries");
        const { [DOUBLE]: doubles = 0, ...others } = rows.left;
        const left = Object.values(others).reduce((sum, count) => sum + count, 0);
        assert.equal(items.length + doubles + left, rows.read, JSON.stringify(rows));
        assert.ok(doubles >= 0 && left > 0, JSON.stringify(rows));
        // a person sees every reason with its number
        for (const [reason, count] of Object.entries(others))
          assert.match(warnings.join("\n"), new RegExp(`\\b${count}\\b`), reason);
      } finally {
        await site?.close();
      }
    });
  }
});
