import assert from "node:assert/strict";
import { conformance } from "../../../../src/lists/conformance.ts";
import { createProcessCache } from "../../../../src/lists/fetching/process-cache.ts";
import type { Account, FetchContext } from "../../../../src/lists/provider.ts";
import { simkl } from "../../../../src/lists/simkl/index.ts";
import { animeTable } from "../../../servers/anime/anime-table.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import { SIMKL_CLIENT_ID, type SimklOptions, startSimkl } from "../../../servers/simkl/start-simkl.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readFixture, readJsonFixture } from "../../../support/fixtures.ts";
import { listen } from "../../../support/listen.ts";

const titles = syntheticTitles(1200);
const options: SimklOptions = {
  library: { plantowatch: titles.slice(0, 1000), completed: titles.slice(0, 8) },
  anime: { plantowatch: [1, 2, 3] },
  lists: { 216324: titles, 5: [] },
  trending: titles,
  table: animeTable(20),
};
const settings = { mappingRows: 20 };
const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  ({ kind: "answer", status, headers, body }) as const;

/** A site at which somebody has logged in. */
async function loggedIn(more: SimklOptions = {}) {
  const site = await startSimkl({ ...options, ...more });
  site.login.start();
  site.login.confirm();
  const tokens = site.login.poll("simkl-device-1");
  let token = typeof tokens === "object" ? tokens.access : "";
  let refresh = typeof tokens === "object" ? tokens.refresh : "";
  const login = {
    name: "account",
    token: async () => token,
    async renew() {
      const fresh = site.login.refresh(refresh);
      token = fresh?.access ?? "";
      refresh = fresh?.refresh ?? "";
      return token;
    },
  };
  const account: Account = { key: SIMKL_CLIENT_ID, login };
  return { site, account };
}

const situations = [
  { title: "there is no client id", code: "auth-required", account: null },
  {
    title: "the client id is wrong",
    code: "auth-required",
    fault: answer(412, '{"error":"client_id_failed"}'),
  },
  {
    title: "the login is refused",
    code: "auth-required",
    fault: answer(401, '{"error":"user_token_failed"}'),
  },
  {
    title: "there were too many requests",
    code: "rate-limited",
    fault: answer(429, '{"error":"rate_limit"}'),
  },
  { title: "there is no such list", code: "not-found", fault: answer(404, '{"error":"id_err"}') },
  {
    title: "only members may read it",
    code: "plan-required",
    fault: answer(200, '{"error":"premium_only","item":{}}'),
  },
  {
    title: "it wants the newer login",
    code: "auth-required",
    fault: answer(403, '{"error":"oauth2_token_required"}'),
  },
] as const;

describe("Simkl", () => {
  const valid = { name: "account", token: async () => "simkl-access-token-1", renew: async () => "" };
  const start = async () => (await loggedIn()).site;
  const checks = conformance(simkl, {
    understands: [
      { input: "simkl:plantowatch", id: "simkl:all/plantowatch" },
      { input: "simkl:movies/watching", id: "simkl:movies/watching" },
      { input: "https://simkl.com/5743957/movies/plantowatch", id: "simkl:movies/plantowatch" },
      { input: "https://simkl.com/5743957/tv/completed/?view=list", id: "simkl:shows/completed" },
      { input: "simkl.com/5743957/anime/dropped", id: "simkl:anime/dropped" },
      { input: "https://simkl.com/5743957/list/216324/favourites", id: "simkl:list/216324" },
      { input: "https://simkl.com/lists/216324", id: "simkl:list/216324" },
      { input: "simkl:list/216324", id: "simkl:list/216324" },
      { input: "simkl:trending", id: "simkl:trending/today" },
      { input: "simkl:trending/month", id: "simkl:trending/month" },
      { input: "https://simkl.com/tv/best", id: "simkl:shows/trending/today" },
      { input: "simkl:dvd", id: "simkl:dvd" },
    ],
    refuses: ["simkl:", "https://simkl.com/", "https://simkl.com/movies/53992/heat", "simkl:movies"],
    ignores: ["plantowatch", "trending:movies", "https://example.org/5/movies/plantowatch"],
    start,
    settings,
    account: { key: SIMKL_CLIENT_ID, login: valid },
    list: { input: "simkl:list/216324", titles: 1200, total: 1200, requests: 3 },
    empty: "simkl:list/5",
    situations: [...situations],
  });
  for (const { title, run } of checks) it(title, run);

  describe("own library", () => {
    const own = conformance(simkl, {
      understands: [],
      refuses: [],
      ignores: [],
      start,
      settings,
      account: { key: SIMKL_CLIENT_ID, login: valid },
      list: { input: "simkl:movies/plantowatch", titles: 750, total: 750, requests: 2 },
      empty: "simkl:hold",
      situations: [
        { title: "nobody is logged in", code: "auth-required", account: { key: SIMKL_CLIENT_ID } },
        ...situations.slice(0, 4),
      ],
    });
    for (const { title, run } of own) it(title, run);
  });

  async function reading(more: SimklOptions = {}) {
    const { site, account } = await loggedIn(more);
    const cache = createProcessCache();
    const read = (input: string, change: Partial<FetchContext> = {}) =>
      fetchWith(simkl, input, contextFor(site.origin, { account, cache, settings, ...change }));
    return { site, account, read };
  }

  it("asks an unmoved library one question only, and reads it again when it has moved", async () => {
    let moved = "2026-03-01T00:00:00Z";
    const { site, read } = await reading({ moved: () => moved });
    try {
      // the three anime are films that are on the list as such
      assert.equal((await read("simkl:plantowatch")).items.length, 1000);
      site.requests.length = 0;
      assert.equal((await read("simkl:plantowatch")).items.length, 1000);
      assert.deepEqual(
        site.requests.map(({ segments }) => segments.join("/")),
        ["sync/activities"],
      );
      moved = "2026-03-02T00:00:00Z";
      await read("simkl:plantowatch");
      assert.equal(site.requests.length, 3);
    } finally {
      await site.close();
    }
  });

  it("finds anime that have only ids of anime sites by the table", async () => {
    const { site, read } = await reading();
    try {
      const { items } = await read("simkl:anime/plantowatch");
      assert.deepEqual(
        items.map(({ ids }) => ids.tmdb),
        [900_000, 900_001, 900_002],
      );
    } finally {
      await site.close();
    }
  });

  it("renews a login that has ended, once", async () => {
    const { site, read } = await reading();
    try {
      site.login.outdate();
      assert.equal((await read("simkl:completed")).items.length, 8);
      assert.equal(site.login.refreshes, 1);
    } finally {
      await site.close();
    }
  });

  it("reads trending titles and releases without any account, with the year of their date", async () => {
    const { site, read } = await reading();
    try {
      const trending = await read("simkl:trending/week", { account: undefined });
      assert.ok(trending.items.length >= 100);
      assert.equal(trending.items[0]?.year, titles[0]?.year);
      assert.ok(
        (await read("simkl:movies/trending", { account: undefined, limit: 300 })).items.length === 300,
      );
      assert.ok(
        (await read("simkl:dvd", { account: undefined })).items.every(
          ({ mediaType }) => mediaType === "movie",
        ),
      );
    } finally {
      await site.close();
    }
  });

  it("logs in by a code: waits, slows down, gets tokens", async () => {
    const site = await startSimkl(options);
    const context = contextFor(site.origin, { account: { key: SIMKL_CLIENT_ID } });
    const flow = simkl.account?.login;
    try {
      const started = await flow?.start(context);
      assert.deepEqual(
        [started?.url, started?.code, started?.interval],
        ["https://simkl.com/pin/CODE1", "CODE1", 5],
      );
      const poll = () => flow?.poll(started?.state, context);
      assert.deepEqual(await poll(), { kind: "pending" });
      assert.deepEqual(await poll(), { kind: "pending", interval: 10 });
      site.login.confirm();
      const done = await poll();
      assert.equal(done?.kind === "done" && done.tokens.accessToken, "simkl-access-token-1");
      const fresh =
        done?.kind === "done" && (await flow?.refresh?.({ ...done.tokens, user: "anna" }, context));
      assert.equal(fresh ? fresh.accessToken : "", "simkl-access-token-2");
      assert.equal(fresh ? fresh.user : "", "anna");
      if (done?.kind === "done")
        await assert.rejects(flow?.refresh?.(done.tokens, context) ?? Promise.resolve(), {
          code: "auth-required",
        });
    } finally {
      await site.close();
    }
  });

  for (const [what, act, sentence] of [
    ["refused", "deny", /refused/],
    ["expired", "expire", /expired/],
  ] as const)
    it(`ends a login that was ${what} with a sentence`, async () => {
      const site = await startSimkl(options);
      const context = contextFor(site.origin, { account: { key: SIMKL_CLIENT_ID } });
      try {
        const started = await simkl.account?.login?.start(context);
        site.login[act]();
        await assert.rejects(simkl.account?.login?.poll(started?.state, context) ?? Promise.resolve(), {
          code: "auth-required",
          message: sentence,
        });
      } finally {
        await site.close();
      }
    });

  it("proves its account by name, or says that nobody is logged in", async () => {
    const { site, account } = await loggedIn();
    try {
      const test = (given: Account) => simkl.account?.test?.(contextFor(site.origin, { account: given }));
      assert.equal(await test(account), "Signed in as anna.");
      assert.match((await test({ key: SIMKL_CLIENT_ID })) ?? "", /Nobody is logged in/);
      await assert.rejects(test({ key: "x" }) ?? Promise.resolve(), { code: "auth-required" });
    } finally {
      await site.close();
    }
  });
});

describeWithFixtures("Simkl's recorded answers", () => {
  async function read(answers: Record<string, string>, input: string, limit?: number) {
    const server = await listen((request, response) => {
      const found = Object.keys(answers).find((path) => request.url?.startsWith(`/${path}`));
      response.end(answers[found ?? ""] ?? "null");
    });
    try {
      const login = { name: "1", token: async () => "t", renew: async () => "t" };
      const context = contextFor(server.url, { account: { key: "id", login }, settings, limit });
      return await fetchWith(simkl, input, context);
    } finally {
      await server.close();
    }
  }

  it("give a library of 117 titles with their ids", async () => {
    const library = readJsonFixture<{ shows: unknown[]; movies: unknown[]; anime?: unknown[] }>(
      "simkl/srgsf-all_items.json",
    );
    const { items } = await read(
      {
        "sync/activities": readFixture("simkl/srgsf-last_activities.json"),
        "sync/all-items": JSON.stringify({ shows: library.shows, movies: library.movies }),
      },
      "simkl:completed",
    );
    assert.equal(items.length, 117);
    assert.ok(items.every(({ ids }) => ids.tmdb || ids.imdb || ids.tvdb || ids.simkl));
    assert.deepEqual([items[0]?.title, items[0]?.ids.tmdb], ["The 100", 48866]);
  });

  it("are for paying members only, though they come with HTTP 200", async () => {
    const recorded = { lists: readFixture("simkl/openapi-lists-premium_only.docsample.json") };
    await assert.rejects(read(recorded, "simkl:list/1"), { code: "plan-required" });
  });

  it("give trending titles with a year out of an American date", async () => {
    const file = readJsonFixture<{ anime: unknown[]; movies: unknown[]; tv: unknown[] }>(
      "simkl/openapi-trending-today_100.excerpt.docsample.json",
    );
    const { items } = await read({ discover: JSON.stringify({ ...file, anime: [] }) }, "simkl:trending");
    assert.equal(items.length, file.movies.length + file.tv.length);
    assert.ok(items.every(({ year, ids }) => year !== undefined && ids.tmdb));
  });

  it("keep the ids of an anime that the table does not know yet", async () => {
    const answers = {
      discover: readFixture("simkl/openapi-trending-today_100.excerpt.docsample.json"),
      Fribb: JSON.stringify(animeTable(20)),
    };
    const { items, warnings } = await read(answers, "simkl:trending");
    const anime = items.find(({ title }) => title === "Daemons of the Shadow Realm");
    assert.deepEqual(
      [anime?.mediaType, anime?.ids.tmdb, anime?.ids.imdb, anime?.ids.tvdb],
      ["tv", 224412, "tt27889060", 433879],
    );
    assert.deepEqual(warnings, []);
  });

  it("keep the rating of an anime, and leave music videos out", async () => {
    const entry = (anime_type: string, anilist: string) => ({
      anime_type,
      user_rating: 9,
      added_to_watchlist_at: "2026-01-02T03:04:05Z",
      show: { title: "X", year: 2001, ids: { simkl: 5, anilist } },
    });
    const answers = {
      "sync/activities": readFixture("simkl/srgsf-last_activities.json"),
      "sync/all-items": JSON.stringify({ anime: [entry("tv", "1"), entry("music video", "2")] }),
      Fribb: JSON.stringify(animeTable(20)),
    };
    const { items, warnings } = await read(answers, "simkl:anime/completed");
    assert.deepEqual(
      items.map(({ rating, addedAt }) => [rating, addedAt]),
      [[9, "2026-01-02T03:04:05.000Z"]],
    );
    assert.match(warnings.join(), /music video/);
  });

  it("say with a page that there is no such file", async () => {
    const server = await listen((_request, response) => {
      response.writeHead(404, { "content-type": "text/html" });
      response.end(readFixture("simkl/openapi-trending-404.html"));
    });
    try {
      await assert.rejects(fetchWith(simkl, "simkl:trending", contextFor(server.url)), { code: "not-found" });
    } finally {
      await server.close();
    }
  });
});
