import assert from "node:assert/strict";
import { conformance } from "../../../../src/lists/conformance.ts";
import type { Account } from "../../../../src/lists/provider.ts";
import { tmdb } from "../../../../src/lists/tmdb/index.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import { startTmdb, TMDB_KEY, TMDB_SESSION, TMDB_TOKEN } from "../../../servers/tmdb/start-tmdb.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readFixture } from "../../../support/fixtures.ts";
import { listen } from "../../../support/listen.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

const titles = syntheticTitles(1000);
const HEX = "0123456789abcdef01234567";
const site = () =>
  startTmdb({
    lists: { 8136: titles, 5: [], [HEX]: titles.slice(0, 3) },
    privateLists: ["77"],
    collections: { 10: titles.filter(({ mediaType }) => mediaType === "movie").slice(0, 9) },
    titles,
    watchlist: titles.slice(0, 60),
  });
const answer = (status: number, body = "", headers: Record<string, string> = {}) =>
  ({ kind: "answer", status, headers, body }) as const;

const kit = (key: string, more: Partial<Parameters<typeof conformance>[1]> = {}) =>
  conformance(tmdb, {
    understands: [],
    refuses: [],
    ignores: [],
    start: site,
    account: { key },
    list: { input: "tmdb:list/8136", titles: 1000, total: 1000, requests: 50 },
    empty: "tmdb:list/5",
    situations: [
      { title: "there is no key", code: "auth-required", account: null },
      { title: "the key is wrong", code: "auth-required", account: { key: "f".repeat(32) } },
      { title: "the list is private", code: "private", input: "tmdb:list/77" },
      { title: "there is no such list", code: "not-found", input: "tmdb:list/1234" },
      { title: "there is no such title", code: "not-found", input: "tmdb:movie/1" },
      {
        title: "TMDB counts too many requests",
        code: "rate-limited",
        fault: answer(429, '{"status_code":25}'),
      },
      {
        title: "Cloudflare stands in front",
        code: "blocked",
        fault: answer(403, "<title>Just a moment...</title>", { "content-type": "text/html" }),
      },
    ],
    ...more,
  });

describe("TMDB with a key", () => {
  const checks = kit(TMDB_KEY, {
    understands: [
      { input: "https://www.themoviedb.org/list/8136", id: "tmdb:list/8136" },
      { input: "https://www.themoviedb.org/list/8136-my-list?language=de", id: "tmdb:list/8136" },
      { input: "themoviedb.org/list/8136", id: "tmdb:list/8136" },
      { input: "8136", id: "tmdb:list/8136" },
      { input: HEX, id: `tmdb:list/${HEX}` },
      { input: "https://www.themoviedb.org/collection/10-star-wars-collection", id: "tmdb:collection/10" },
      { input: "https://www.themoviedb.org/movie", id: "tmdb:movie" },
      { input: "https://www.themoviedb.org/movie?language=de", id: "tmdb:movie" },
      {
        input: "https://www.themoviedb.org/movie?with_genres=27&language=de",
        id: "tmdb:discover/movie?with_genres=27",
      },
      { input: "https://www.themoviedb.org/movie/top-rated", id: "tmdb:movie/top-rated" },
      { input: "https://www.themoviedb.org/movie/now-playing", id: "tmdb:movie/now-playing" },
      { input: "https://www.themoviedb.org/movie/upcoming", id: "tmdb:movie/upcoming" },
      { input: "https://www.themoviedb.org/tv", id: "tmdb:tv" },
      { input: "https://www.themoviedb.org/tv/airing-today", id: "tmdb:tv/airing-today" },
      { input: "https://www.themoviedb.org/tv/on-the-air", id: "tmdb:tv/on-the-air" },
      { input: "trending/movie/week", id: "tmdb:trending/movie/week" },
      { input: "tmdb:trending/all/day", id: "tmdb:trending/all/day" },
      {
        input: "https://www.themoviedb.org/discover/movie?with_genres=27&sort_by=popularity.desc&page=2",
        id: "tmdb:discover/movie?sort_by=popularity.desc&with_genres=27",
      },
      {
        input: "https://www.themoviedb.org/keyword/9715-superhero/movie",
        id: "tmdb:discover/movie?with_keywords=9715",
      },
      {
        input: "https://www.themoviedb.org/keyword/9715-superhero/tv",
        id: "tmdb:discover/tv?with_keywords=9715",
      },
      {
        input: "https://www.themoviedb.org/company/420-marvel-studios",
        id: "tmdb:discover/movie?with_companies=420",
      },
      { input: "https://www.themoviedb.org/network/213", id: "tmdb:discover/tv?with_networks=213" },
      {
        input: "https://www.themoviedb.org/person/525-christopher-nolan",
        id: "tmdb:discover/movie?with_people=525",
      },
      { input: "https://www.themoviedb.org/u/sean/watchlist", id: "tmdb:account/watchlist" },
      { input: "https://www.themoviedb.org/u/sean/favorites/tv", id: "tmdb:account/favorites/tv" },
      { input: "https://www.themoviedb.org/movie/949-heat", id: "tmdb:movie/949" },
      { input: "https://www.themoviedb.org/tv/1396-breaking-bad/season/2", id: "tmdb:tv/1396/season/2" },
    ],
    refuses: [
      "https://www.themoviedb.org/",
      "https://www.themoviedb.org/list/",
      "https://www.themoviedb.org/person",
      "https://www.themoviedb.org/u/sean",
      "https://www.themoviedb.org/movie/best-ever",
      "tmdb:settings/api",
    ],
    ignores: [
      "https://example.org/list/8136",
      "tmdb:603",
      "watchlist",
      "sean/horror",
      "https://notthemoviedb.org/list/1",
    ],
  });
  for (const { title, run } of checks) it(title, run);
});

describe("TMDB with a token", () => {
  for (const { title, run } of kit(TMDB_TOKEN)) it(title, run);
});

describe("TMDB", () => {
  async function read(input: string, account: Account | undefined = { key: TMDB_KEY }, limit?: number) {
    const server = await site();
    try {
      const context = contextFor(server.origin, { account, ...(limit !== undefined && { limit }) });
      const fetched = await fetchWith(tmdb, input, context);
      return { ...fetched, paths: server.requests.map(({ url }) => url.split("?")[0]) };
    } finally {
      await server.close();
    }
  }

  it("reads a list of version 4 with a token, and of version 3 with a key or an old id", async () => {
    assert.equal((await read("8136", { key: TMDB_TOKEN }, 5)).paths[0], "/4/list/8136");
    assert.equal((await read("8136", { key: TMDB_KEY }, 5)).paths[0], "/3/list/8136");
    assert.equal((await read(HEX, { key: TMDB_TOKEN })).paths[0], `/3/list/${HEX}`);
  });

  it("reads a collection in one request, and an endless chart as far as it says", async () => {
    const collection = await read("tmdb:collection/10");
    assert.deepEqual([collection.items.length, collection.paths.length, collection.complete], [9, 1, true]);
    const chart = await read("tmdb:movie");
    assert.deepEqual([chart.items.length, chart.complete, chart.total], [250, false, 750]);
    assert.match(chart.warnings.join(" "), /reports 750 titles; the first 250/);
  });

  it("asks for no more pages than the limit needs", async () => {
    assert.equal((await read("tmdb:movie", undefined, 30)).paths.length, 2);
  });

  it("leaves people out of what is trending, and says so", async () => {
    const { items, warnings } = await read("trending/all/week", undefined, 249);
    assert.equal(items.length, 249);
    assert.ok(items.every(({ ids }) => ids.tmdb !== 6384));
    assert.deepEqual(warnings, []);
  });

  it("reads movies and shows of the account's watchlist by token or by session", async () => {
    for (const account of [
      { key: TMDB_TOKEN },
      { key: TMDB_KEY, secret: TMDB_TOKEN },
      { key: TMDB_KEY, secret: TMDB_SESSION },
    ]) {
      const { items, total, complete } = await read("tmdb:account/watchlist", account);
      assert.deepEqual([items.length, total, complete], [60, 60, true]);
    }
    await assert.rejects(read("tmdb:account/watchlist"), {
      code: "auth-required",
      message: /your own token/,
    });
  });

  it("reads one season of a show", async () => {
    const { items } = await read("tmdb:tv/900003/season/2");
    assert.deepEqual([items[0]?.mediaType, items[0]?.seasons], ["tv", [2]]);
  });

  it("proves its key", async () => {
    const server = await site();
    try {
      const test = (key: string) =>
        tmdb.account?.test?.(contextFor(server.origin, { account: { key } })) ?? "";
      assert.equal(await test(TMDB_TOKEN), "TMDB accepted the key.");
      await assert.rejects(async () => test("wrong"), { code: "auth-required" });
    } finally {
      await server.close();
    }
  });
});

describe("TMDB through the request server, without a key", () => {
  const { start } = overseerrPerTest();
  const refuseAll = "http://127.0.0.1:9";
  async function reading() {
    const { server, overseerr } = await start();
    const source = { url: overseerr.url, get: overseerr.get };
    const read = (input: string, limit?: number) =>
      fetchWith(
        tmdb,
        input,
        contextFor(refuseAll, { server: source, ...(limit !== undefined && { limit }) }),
      );
    return { server, read };
  }

  it("reads popular, upcoming, trending, best titles, searches and collections", async () => {
    const { server, read } = await reading();
    for (const [input, route] of [
      ["tmdb:movie", "GET /discover/movies"],
      ["tmdb:tv", "GET /discover/tv"],
      ["tmdb:movie/upcoming", "GET /discover/movies/upcoming"],
      ["tmdb:tv/top-rated", "GET /discover/tv"],
      ["tmdb:trending/all/day", "GET /discover/trending"],
      ["tmdb:discover/movie?with_genres=27&vote_count.gte=600", "GET /discover/movies"],
      ["tmdb:collection/2344", "GET /collection/{collectionId}"],
    ] as const) {
      server.resetCalls();
      const { items } = await read(input, 10);
      assert.ok(items.length > 0 && items.every(({ ids }) => ids.tmdb), input);
      assert.deepEqual(Object.keys(server.calls), [route]);
    }
  });

  it("needs a key for what the server does not pass on", async () => {
    const { read } = await reading();
    for (const input of [
      "tmdb:list/8136",
      "tmdb:movie/now-playing",
      "trending/tv/week",
      "tmdb:discover/movie?with_cast=1",
    ])
      await assert.rejects(read(input), { code: "auth-required", message: /API key.*request server/ }, input);
  });

  it("fails as TMDB behind the server fails, and is not an empty list", async () => {
    const { server, read } = await reading();
    server.tmdb.mode = "failing";
    await assert.rejects(read("tmdb:movie"), { code: "server-unavailable" });
  });
});

describeWithFixtures("TMDB's recorded answers", () => {
  async function read(recording: string, input: string, limit?: number) {
    const server = await listen((_request, response) => response.end(readFixture(`tmdb/${recording}`)));
    try {
      return await fetchWith(tmdb, input, contextFor(server.url, { account: { key: TMDB_TOKEN }, limit }));
    } finally {
      await server.close();
    }
  }

  it("give a list of version 4", async () => {
    const { items } = await read("v4-list.json", "8136");
    assert.deepEqual(
      [items[0]?.title, items[0]?.ids.tmdb, items[0]?.mediaType],
      ["Fight Club", 550, "movie"],
    );
  });

  it("give a whole collection of nine parts", async () => {
    const { items, total, complete, name } = await read("php-collection-get.json", "tmdb:collection/10");
    assert.deepEqual([items.length, total, complete, name], [9, 9, true, "Star Wars Collection"]);
  });

  it("tell movies from shows where the rows do not say what they are, as in lists of old", async () => {
    const kinds = async (name: string) =>
      (await read(name, "509ec17b19c2950a0600050d")).items.map(({ mediaType }) => mediaType);
    assert.deepEqual(await kinds("movie-pageable-list.json"), ["movie", "movie", "movie"]);
    assert.deepEqual(await kinds("tv-series-pageable-list.json"), ["tv", "tv"]);
  });

  it("give titles of several kinds, people left out", async () => {
    const { items } = await read("trending-all.json", "trending/all/day", 1);
    assert.ok(items.length === 1 && items.every(({ mediaType }) => mediaType !== "unknown"));
  });
});
