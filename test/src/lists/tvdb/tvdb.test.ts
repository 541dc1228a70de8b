import assert from "node:assert/strict";
import { conformance } from "../../../../src/lists/conformance.ts";
import { createProcessCache } from "../../../../src/lists/fetching/process-cache.ts";
import type { FetchContext } from "../../../../src/lists/provider.ts";
import { tvdb } from "../../../../src/lists/tvdb/index.ts";
import { readMovie } from "../../../../src/lists/tvdb/titles.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import { startTvdb, TVDB_KEY } from "../../../servers/tvdb/start-tvdb.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readFixture, readJsonFixture } from "../../../support/fixtures.ts";
import { listen } from "../../../support/listen.ts";

const titles = syntheticTitles(1000);
const site = (more: Partial<Parameters<typeof startTvdb>[0]> = {}) =>
  startTvdb({ lists: { avengers: titles, "1001": titles.slice(0, 8), empty: [] }, ...more });
const answer = (status: number, body = "", headers: Record<string, string> = {}) =>
  ({ kind: "answer", status, headers, body }) as const;

describe("TheTVDB with a key", () => {
  const checks = conformance(tvdb, {
    understands: [
      { input: "https://thetvdb.com/lists/avengers", id: "tvdb:list/avengers" },
      { input: "https://www.thetvdb.com/lists/1001?x=1", id: "tvdb:list/1001" },
      { input: "thetvdb.com/lists/6783", id: "tvdb:list/6783" },
      { input: "tvdb:list/1001", id: "tvdb:list/1001" },
      { input: "https://thetvdb.com/series/breaking-bad", id: "tvdb:series/breaking-bad" },
      { input: "https://thetvdb.com/movies/heat", id: "tvdb:movies/heat" },
      { input: "https://thetvdb.com/dereferrer/series/81189", id: "tvdb:dereferrer/series/81189" },
    ],
    refuses: [
      "https://thetvdb.com/",
      "https://thetvdb.com/lists",
      "https://thetvdb.com/lists/custom",
      "https://thetvdb.com/user/anna/favorites",
      "tvdb:81189",
    ],
    ignores: ["avengers", "1001", "https://example.org/lists/avengers"],
    start: site,
    account: { key: TVDB_KEY },
    list: { input: "tvdb:list/1001", titles: 8, total: 8, requests: 9 },
    empty: "tvdb:list/empty",
    situations: [
      { title: "the key is wrong", code: "auth-required", account: { key: "another-key" } },
      { title: "there is no such list", code: "not-found", input: "tvdb:list/nothing" },
      { title: "there is no such number", code: "not-found", input: "tvdb:list/77" },
      { title: "there is no such movie", code: "not-found", input: "https://thetvdb.com/movies/nothing" },
      {
        title: "a VPN is kept out",
        code: "blocked",
        fault: answer(403, "<title>Attention Required! | Cloudflare</title>", {
          "content-type": "text/html",
        }),
      },
    ],
  });
  for (const { title, run } of checks) it(title, run);
});

describe("TheTVDB without a key", () => {
  const checks = conformance(tvdb, {
    understands: [],
    refuses: [],
    ignores: [],
    start: site,
    list: { input: "tvdb:list/1001", titles: 8, total: 8, requests: 9 },
    empty: "tvdb:list/empty",
    situations: [
      { title: "there is no such list", code: "not-found", input: "tvdb:list/nothing" },
      {
        title: "the site keeps programs out",
        code: "auth-required",
        fault: answer(403, "<title>Just a moment...</title>", { "cf-mitigated": "challenge" }),
      },
    ],
    // a page is what it reads, so these two are no failures of the form that the kit means
  }).filter(({ title }) => !/HTTP 403|half an answer/.test(title));
  for (const { title, run } of checks) it(title, run);
});

describe("TheTVDB", () => {
  async function reading(more: Parameters<typeof site>[0] = {}) {
    const server = await site(more);
    const cache = createProcessCache();
    const read = (input: string, change: Partial<FetchContext> = {}) =>
      fetchWith(tvdb, input, contextFor(server.origin, { account: { key: TVDB_KEY }, cache, ...change }));
    return { server, read };
  }

  it("reads 1,000 titles in three requests and one for each movie, then in two", async () => {
    const { server, read } = await reading();
    try {
      const { items } = await read("tvdb:list/avengers");
      assert.equal(items.length, 1000);
      assert.equal(server.requests.length, 3 + 750);
      server.requests.length = 0;
      await read("tvdb:list/avengers");
      assert.equal(server.requests.length, 2);
    } finally {
      await server.close();
    }
  });

  it("keeps the list's order, and gives no movie a TVDB id", async () => {
    const { server, read } = await reading();
    try {
      const { items } = await read("tvdb:list/1001");
      assert.deepEqual(
        items.map(({ ids, mediaType }) => (mediaType === "tv" ? ids.tvdb : ids.tmdb)),
        titles.slice(0, 8).map(({ tmdbId }) => tmdbId),
      );
      assert.ok(items.every(({ ids, mediaType }) => mediaType === "tv" || ids.tvdb === undefined));
    } finally {
      await server.close();
    }
  });

  it("logs in once, and once more when the token has ended", async () => {
    const { server, read } = await reading();
    try {
      await read("tvdb:list/1001");
      await read("tvdb:list/1001");
      assert.equal(server.logins, 1);
      server.outdate();
      assert.equal((await read("tvdb:list/1001")).items.length, 8);
      assert.equal(server.logins, 2);
    } finally {
      await server.close();
    }
  });

  it("says how many movies TheTVDB has lost", async () => {
    const { server, read } = await reading({ lost: titles.slice(0, 2) });
    try {
      const { items, warnings } = await read("tvdb:list/1001");
      assert.deepEqual([items.length, warnings], [6, ["2 left out: TheTVDB no longer has such a movie."]]);
    } finally {
      await server.close();
    }
  });

  it("reads pages with the browser where plain requests are kept out", async () => {
    const { server, read } = await reading({ closed: true });
    const open = await site();
    const urls: string[] = [];
    const browser: FetchContext["browser"] = {
      async read(url) {
        urls.push(url);
        const { body } = await contextFor("").http.request<string>({
          url: url.replace(server.origin, open.origin),
          as: "text",
        });
        return body;
      },
    };
    try {
      await assert.rejects(read("tvdb:list/1001", { account: undefined }), { code: "auth-required" });
      const { items } = await read("tvdb:list/1001", { account: undefined, browser });
      assert.deepEqual([items.length, urls.length], [8, 9]);
    } finally {
      await Promise.all([server.close(), open.close()]);
    }
  });
});

describeWithFixtures("TheTVDB's recorded answers", () => {
  it("name list 1 by 1001, and its two series", async () => {
    const server = await listen((request, response) => {
      const url = request.url ?? "";
      if (url.endsWith("/login")) return void response.end('{"data":{"token":"recorded-token"}}');
      response.end(
        readFixture(
          `tvdb/${url.includes("slug") ? "lists-slug-1001-2024-01" : "lists-1-extended-TRIMMED-2024-01"}.json`,
        ),
      );
    });
    try {
      const { items } = await fetchWith(
        tvdb,
        "https://thetvdb.com/lists/1001",
        contextFor(server.url, { account: { key: "k" } }),
      );
      assert.deepEqual(
        items.map(({ ids, mediaType }) => [mediaType, ids.tvdb]),
        [
          ["tv", 78260],
          ["tv", 75661],
        ],
      );
    } finally {
      await server.close();
    }
  });

  it("give a movie's ids by the names of their sources", () => {
    const { data } = readJsonFixture<{ data: unknown }>("tvdb/movie-1074-extended-EXCERPT-2026-03.json");
    assert.deepEqual(readMovie(data), {
      title: "El laberinto del fauno",
      year: "2006",
      imdb: "tt0457430",
      tmdb: 1417,
    });
  });

  it("say with 400 that there is no such list", async () => {
    const server = await listen((request, response) => {
      if (request.url?.endsWith("/login")) return void response.end('{"data":{"token":"recorded-token-2"}}');
      response.writeHead(400, { "content-type": "application/json" });
      response.end(readFixture("tvdb/lists-bad-request-400-2024-01.json"));
    });
    try {
      const context = contextFor(server.url, { account: { key: "k" } });
      await assert.rejects(fetchWith(tvdb, "tvdb:list/x", context), { code: "not-found" });
    } finally {
      await server.close();
    }
  });
});
