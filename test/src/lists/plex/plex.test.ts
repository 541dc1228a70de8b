import assert from "node:assert/strict";
import { conformance } from "../../../../src/lists/conformance.ts";
import { createProcessCache } from "../../../../src/lists/fetching/process-cache.ts";
import { idsOfGuids } from "../../../../src/lists/plex/guids.ts";
import { plex } from "../../../../src/lists/plex/index.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import { PLEX_TOKEN, startPlex } from "../../../servers/plex/start-plex.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readFixture } from "../../../support/fixtures.ts";
import { listen } from "../../../support/listen.ts";

const titles = syntheticTitles(1000);
const account = { key: PLEX_TOKEN };
const UUID = "0f0e0d0c-0b0a-4909-8807-060504030201";
const [first, second] = titles;
if (!first || !second) throw new Error("There are invented titles.");
const site = () =>
  startPlex({
    watchlist: titles,
    withoutGuids: [first, second],
    withdrawn: [second],
    friends: { Ben: titles.slice(0, 250), Carla: titles.slice(5, 10), Hermit: null, Empty: [] },
    feeds: { [UUID]: titles },
  });

describe("Plex", () => {
  const checks = conformance(plex, {
    understands: [
      { input: "plex:watchlist", id: "plex:watchlist" },
      { input: "https://watch.plex.tv/watchlist", id: "plex:watchlist" },
      {
        input: "app.plex.tv/desktop/#!/provider/tv.plex.provider.discover?source=watchlist",
        id: "plex:watchlist",
      },
      { input: "plex:watchlist/movies", id: "plex:watchlist/movies" },
      { input: "plex:watchlist/tv", id: "plex:watchlist/shows" },
      { input: "plex:friends", id: "plex:friends" },
      { input: "plex:friends/Ben", id: "plex:friends/ben" },
      { input: `https://rss.plex.tv/${UUID}`, id: "plex:feed:e5bd9ae2613e" },
    ],
    refuses: ["plex:", "plex:library", "https://www.plex.tv/plans/", "https://watch.plex.tv/movie/heat"],
    ignores: ["watchlist", "https://example.org/watchlist", "https://notplex.tv/watchlist", "Plex"],
    start: site,
    account,
    list: { input: "plex:friends/Carla", titles: 5, requests: 2 },
    empty: "plex:friends/empty",
    situations: [
      { title: "nobody is logged in", code: "auth-required", account: null },
      { title: "the token is refused", code: "auth-required", account: { key: "another-token" } },
      { title: "there is no such friend", code: "bad-input", input: "plex:friends/dora" },
      { title: "the friend hides the watchlist", code: "private", input: "plex:friends/hermit" },
      { title: "only the name of a feed is known", code: "bad-input", input: "plex:feed:0123456789ab" },
      {
        title: "there is no such feed",
        code: "not-found",
        input: `https://rss.plex.tv/${UUID}`,
        fault: { kind: "answer", status: 404 },
      },
    ],
  });
  for (const { title, run } of checks) it(title, run);

  describe("own watchlist", () => {
    // 1,000 titles of which one was taken out of the catalogue
    const own = conformance(plex, {
      understands: [],
      refuses: [],
      ignores: [],
      start: () => startPlex({ watchlist: titles }),
      account,
      list: { input: "plex:watchlist", titles: 1000, total: 1000, requests: 10 },
      situations: [],
    });
    for (const { title, run } of own) it(title, run);
  });

  async function read(input: string, cache = createProcessCache()) {
    const server = await site();
    try {
      const fetched = await fetchWith(plex, input, contextFor(server.origin, { account, cache }));
      return { ...fetched, requests: server.requests.length };
    } finally {
      await server.close();
    }
  }

  it("reads 1,000 titles in 10 requests, and one more for each title without ids", async () => {
    const { items, requests, warnings } = await read("plex:watchlist");
    assert.deepEqual([items.length, requests], [999, 12]);
    assert.deepEqual(items[0]?.ids.tmdb, first.tmdbId);
    assert.deepEqual(warnings, ["1 excluded: removed from Plex's catalog."]);
  });

  it("looks a title up once for good, withdrawn ones too", async () => {
    const cache = createProcessCache();
    assert.equal((await read("plex:friends/ben", cache)).requests, 1 + 3 + 250);
    assert.equal((await read("plex:friends/ben", cache)).requests, 1 + 3);
  });

  it("does not take a broken answer of the catalogue for a title without ids", async () => {
    const cache = createProcessCache();
    const server = await listen((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += chunk));
      request.on("end", () => {
        const friends = { data: { allFriendsV2: [{ user: { id: "1", username: "Ben" } }] } };
        const nodes = [{ id: "5d77", title: "Heat", type: "MOVIE" }];
        const list = { data: { user: { watchlist: { nodes, pageInfo: { hasNextPage: false } } } } };
        const lists = body.includes("allFriendsV2") ? friends : list;
        response.end(JSON.stringify(request.url?.includes("/metadata/") ? { Response: "busy" } : lists));
      });
    });
    try {
      const reading = fetchWith(plex, "plex:friends/ben", contextFor(server.url, { account, cache }));
      await assert.rejects(reading, { code: "markup-changed" });
      assert.equal(await cache.get("plex", "5d77"), undefined);
    } finally {
      await server.close();
    }
  });

  it("reads all friends, and says who hides the list", async () => {
    const { warnings, items } = await read("plex:friends");
    assert.equal(items.length, 249 + 5);
    assert.match(warnings[0] ?? "", /^Hermit does not show/);
  });

  it("is no complete answer while a friend hides the list", async () => {
    assert.equal((await read("plex:friends")).complete, false);
    assert.equal((await read("plex:friends/Ben")).complete, true);
  });

  it("counts titles against the limit, not those that were withdrawn", async () => {
    const server = await site();
    try {
      const context = contextFor(server.origin, { account, limit: 100 });
      assert.equal((await fetchWith(plex, "plex:watchlist", context)).items.length, 100);
    } finally {
      await server.close();
    }
  });

  it("reads movies or shows only", async () => {
    const { items } = await read("plex:watchlist/shows");
    assert.ok(items.length > 200 && items.every(({ mediaType }) => mediaType === "tv"));
  });

  it("takes a full feed for its newest entries, without an account", async () => {
    const server = await site();
    try {
      const fetched = await fetchWith(plex, `https://rss.plex.tv/${UUID}`, contextFor(server.origin));
      assert.deepEqual(
        [fetched.items.length, fetched.incremental, fetched.name],
        [50, true, "Anna's Watchlist"],
      );
      assert.deepEqual([fetched.items[0]?.title, fetched.items[0]?.year], [first.title, first.year]);
      assert.equal(server.requests[0]?.headers["x-plex-token"], undefined);
    } finally {
      await server.close();
    }
  });

  it("keeps the feed's secret out of its id and label", () => {
    const { id, label } = plex.parse(`https://rss.plex.tv/${UUID}`) ?? {};
    assert.doesNotMatch(`${id} ${label}`, /0f0e0d0c/);
  });

  it("logs in by a page that the person confirms", async () => {
    const server = await site();
    const context = contextFor(server.origin);
    try {
      const started = await plex.account?.login?.start(context);
      assert.match(
        started?.url ?? "",
        /^https:\/\/app\.plex\.tv\/auth#\?clientID=node-red-list-sync&code=strong-code/,
      );
      const poll = () => plex.account?.login?.poll(started?.state, context);
      assert.deepEqual(await poll(), { kind: "pending" });
      assert.deepEqual(await poll(), { kind: "done", tokens: { accessToken: PLEX_TOKEN, user: "anna" } });
    } finally {
      await server.close();
    }
  });

  it("prefers the login to an entered token, and proves it by name", async () => {
    const server = await site();
    const login = { name: "1", token: async () => PLEX_TOKEN, renew: async () => PLEX_TOKEN };
    try {
      const context = contextFor(server.origin, { account: { key: "old", login } });
      assert.equal(await plex.account?.test?.(context), "Signed in as anna.");
      await assert.rejects(plex.account?.test?.(contextFor(server.origin)) ?? Promise.resolve(), {
        code: "auth-required",
      });
    } finally {
      await server.close();
    }
  });

  it("reads ids of old agents, and no TVDB id for a movie", () => {
    const guids = [
      "com.plexapp.agents.imdb://tt0133093?lang=en",
      "com.plexapp.agents.thetvdb://81189/1/2",
      "local://1",
    ];
    assert.deepEqual(idsOfGuids(guids, "tv"), { imdb: "tt0133093", tvdb: 81189 });
    assert.deepEqual(idsOfGuids(["tvdb://5", "themoviedb://603"], "movie"), { tmdb: 603 });
  });
});

describeWithFixtures("Plex's recorded answers", () => {
  async function read(input: string, answers: (url: string, body: string) => string) {
    const server = await listen((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += chunk));
      request.on("end", () => response.end(answers(request.url ?? "", body).replace(/^\uFEFF/, "")));
    });
    try {
      return await fetchWith(plex, input, contextFor(server.url, { account }));
    } finally {
      await server.close();
    }
  }
  const metadata = readable("plex/single-item-plex-metadata.json");
  function readable(name: string) {
    return () => readFixture(name);
  }

  it("give the two titles that were kept of 11, not as if they were all", async () => {
    const { items, total, complete } = await read("plex:watchlist", (url) =>
      url.includes("/metadata/") ? metadata() : readFixture("plex/self-watchlist-from-token.json"),
    );
    assert.deepEqual([items.length, total, complete], [2, 11, false]);
    assert.ok(items.every(({ ids }) => ids.imdb || ids.tmdb || ids.tvdb));
    assert.equal(items[0]?.title, "The Test");
  });

  it("take a list without Metadata for an empty one", async () => {
    const recording = readFixture("plex/empty-watchlist-from-token.json").replace(
      '"totalSize": 16',
      '"totalSize": 0',
    );
    const { items, complete } = await read("plex:watchlist", () => recording);
    assert.deepEqual([items, complete], [[], true]);
  });

  it("read missing and empty guids as none", async () => {
    const recording = readFixture("plex/radarr-plex_watchlist-guids.json").replace(
      '"totalSize": 3',
      '"totalSize": 4',
    );
    const { items } = await read("plex:watchlist", () => recording);
    assert.deepEqual(
      items.map(({ title, ids }) => [title, ids]),
      [
        ["Arrival", { imdb: "tt2543164" }],
        ["The Last Witch Hunter", { imdb: "tt1618442", tmdb: 274854 }],
        ["Avengers: Endgame", {}],
        ["Avengers", {}],
      ],
    );
  });

  it("read a friend's titles by their kind", async () => {
    const last = readFixture("plex/plex-get-watchlist-from-friend-page-1.json").replace("true", "false");
    const { items } = await read("plex:friends/friend-1", (url, body) => {
      if (url.includes("/metadata/")) return metadata();
      return body.includes("allFriendsV2") ? readFixture("plex/plex-get-all-friends.json") : last;
    });
    assert.equal(items.length, 2);
    assert.ok(items.every(({ mediaType }) => mediaType === "movie"));
  });
});
