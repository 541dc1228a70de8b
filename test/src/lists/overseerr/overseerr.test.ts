import assert from "node:assert/strict";
import { overseerr } from "../../../../src/lists/overseerr/index.ts";
import type { FetchedList, SourceServer } from "../../../../src/lists/provider.ts";
import type { ProductName } from "../../../servers/overseerr/product.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readJsonFixture } from "../../../support/fixtures.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

describe("Requests of another server", () => {
  const { start } = overseerrPerTest();
  const nowhere = "http://127.0.0.1:9";
  async function connected(product?: ProductName, services = false) {
    const { server, overseerr: client } = await start({ ...(product && { product }), services });
    return { server, source: { url: client.url, get: client.get } satisfies SourceServer };
  }
  async function reading(product?: ProductName, services = false) {
    const { server, source } = await connected(product, services);
    const read = (input: string, limit?: number): Promise<FetchedList> =>
      fetchWith(overseerr, input, contextFor(nowhere, { server: source, limit }));
    return { server, read };
  }

  const forms: [string, string][] = [
    ["overseerr:requests", "overseerr:requests"],
    ["Seerr:requests", "overseerr:requests"],
    ["jellyseerr:requests/all", "overseerr:requests"],
    ["overseerr:requests/pending", "overseerr:requests/pending"],
    ["overseerr:requests/pending?user=3&is4k=true", "overseerr:requests/pending?user=3&is4k=true"],
    ["overseerr:watchlist/3", "overseerr:watchlist/3"],
    ["http://192.168.1.20:5055/requests", "overseerr:requests"],
    ["http://192.168.1.20:5055/requests?filter=failed", "overseerr:requests/failed"],
    ["https://seerr.example.org/users/3/requests", "overseerr:requests?user=3"],
    ["https://home.example.org:5055/users/3/watchlist", "overseerr:watchlist/3"],
  ];
  for (const [input, id] of forms)
    it(`understands ${input}`, () => {
      assert.equal(overseerr.parse(input)?.id, id);
      assert.equal(overseerr.parse(id)?.id, id);
    });
  for (const input of [
    "overseerr:",
    "overseerr:requests/lost",
    "overseerr:requests?user=anna",
    "http://nas:5055/settings",
  ])
    it(`refuses ${input} with a sentence`, () => {
      assert.throws(() => overseerr.parse(input), { code: "bad-input" });
    });
  for (const input of ["requests", "https://example.org/requests", "watchlist"])
    it(`leaves ${input} to others`, () => assert.equal(overseerr.parse(input), undefined));

  it("are titles with their ids and seasons, each once", async () => {
    const { server, read } = await reading();
    server.addRequest({ mediaType: "movie", tmdbId: 603, status: 2 });
    server.addRequest({ mediaType: "tv", tmdbId: 1396, seasons: [1], status: 1, userId: 2 });
    server.addRequest({ mediaType: "tv", tmdbId: 1396, seasons: [3], status: 1, userId: 2 });
    const { items, total, complete } = await read("overseerr:requests");
    assert.deepEqual([items.length, total, complete], [2, 3, true]);
    const show = items.find(({ mediaType }) => mediaType === "tv");
    assert.deepEqual([show?.ids.tmdb, show?.seasons], [1396, [1, 3]]);
  });

  it("are without those that somebody declined", async () => {
    for (const product of ["Overseerr", "Jellyseerr", "Seerr"] as const) {
      const { server, read } = await reading(product);
      server.addRequest({ mediaType: "movie", tmdbId: 603, status: 1 });
      server.decline(server.addRequest({ mediaType: "movie", tmdbId: 949, status: 1 }).id);
      const { items, total, complete } = await read("overseerr:requests");
      assert.deepEqual([items.map(({ ids }) => ids.tmdb), total, complete], [[603], 1, true], product);
    }
  });

  it("can be those of one user or of one state", async () => {
    const { server, read } = await reading();
    server.addRequest({ mediaType: "movie", tmdbId: 603, status: 2 });
    server.addRequest({ mediaType: "movie", tmdbId: 949, status: 1, userId: 2 });
    const ids = async (input: string) => (await read(input)).items.map((item) => item.ids.tmdb);
    assert.deepEqual(await ids("overseerr:requests?user=2"), [949]);
    assert.deepEqual(await ids("overseerr:requests/approved"), [603]);
    assert.deepEqual(await ids("overseerr:requests?is4k=true"), []);
  });

  for (const product of ["Seerr", "Jellyseerr", "Overseerr"] as const)
    it(`are read while a Radarr fails, which ${product} survives`, async () => {
      const { server, read } = await reading(product, true);
      server.addRequest({ mediaType: "movie", tmdbId: 603, status: 2 });
      server.services.kept.add("radarr");
      server.services.down.add("radarr");
      assert.equal((await read("overseerr:requests")).items.length, 1);
      assert.deepEqual(server.takeEnds(), []);
    });

  it("are by their state what the server's own list shows", async () => {
    const { server, read } = await reading("Seerr");
    const movies = server.catalogue.titles.filter(({ mediaType }) => mediaType === "movie");
    const statuses = [1, 2, 4, 5].flatMap((status) => [3, 5].map((title) => ({ status, title })));
    statuses.forEach(({ status, title }, index) => {
      const tmdbId = movies[index]?.tmdbId ?? 0;
      server.addRequest({ mediaType: "movie", tmdbId, status, userId: 1 + (index % 2) });
      const row = server.media.find((media) => media.tmdbId === tmdbId);
      if (row) row.status = title;
    });
    for (const filter of ["all", "pending", "approved", "processing", "unavailable", "failed"]) {
      const url = `${server.url}/api/v1/request?take=100&filter=${filter}`;
      const answer = await fetch(url, { headers: { "x-api-key": server.apiKey } });
      const { results } = (await answer.json()) as { results: { media: { tmdbId: number } }[] };
      const { items } = await read(`overseerr:requests/${filter}`);
      assert.deepEqual(
        items.map(({ ids }) => ids.tmdb),
        results.map(({ media }) => media.tmdbId),
        filter,
      );
    }
  });

  it("come 100 a call, and no more than the limit needs", async () => {
    const { server, read } = await reading();
    for (const { tmdbId } of server.catalogue.titles
      .filter(({ mediaType }) => mediaType === "movie")
      .slice(0, 250))
      server.addRequest({ mediaType: "movie", tmdbId, status: 2 });
    assert.equal((await read("overseerr:requests")).items.length, 250);
    assert.equal(server.calls["GET /user/{userId}/requests"], 3);
    server.resetCalls();
    assert.equal((await read("overseerr:requests", 50)).items.length, 50);
    assert.equal(server.calls["GET /user/{userId}/requests"], 1);
  });

  it("count as titles against the limit, not as requests", async () => {
    const { server, read } = await reading();
    const movies = server.catalogue.titles.filter(({ mediaType }) => mediaType === "movie").slice(0, 60);
    // everybody of three wants the same: 180 requests for 60 titles
    for (const { tmdbId } of movies)
      for (const userId of [1, 2, 3])
        server.addRequest({ mediaType: "movie", tmdbId, status: 2, userId, is4k: userId === 3 });
    const { items } = await read("overseerr:requests", 50);
    assert.equal(items.length, 50);
    assert.equal((await read("overseerr:requests?is4k=true", 50)).items.length, 50);
  });

  it("are an empty list when there are none", async () => {
    const { read } = await reading();
    const { items, total, complete } = await read("overseerr:requests");
    assert.deepEqual([items, total, complete], [[], 0, true]);
  });

  it("are no shorter list when a later page fails", async () => {
    const { server, source } = await connected();
    for (const { tmdbId } of server.catalogue.titles
      .filter(({ mediaType }) => mediaType === "movie")
      .slice(0, 150))
      server.addRequest({ mediaType: "movie", tmdbId, status: 2 });
    const broken: SourceServer = {
      url: server.url,
      async get(path, query) {
        if (Number(query?.skip) > 0) server.fault("GET /user/{userId}/requests", { html: true, times: 9 });
        return source.get(path, query);
      },
    };
    const reading = fetchWith(overseerr, "overseerr:requests", contextFor(nowhere, { server: broken }));
    await assert.rejects(reading, { code: /^server-/ });
  });

  it("need a server to read from", async () => {
    await assert.rejects(fetchWith(overseerr, "overseerr:requests", contextFor(nowhere)), {
      code: "auth-required",
      message: /choose the server/,
    });
  });

  it("say so when the key may not see another user's requests", async () => {
    const { read, server } = await reading();
    for (const user of server.users) user.permissions = 0;
    await assert.rejects(read("overseerr:requests?user=2"), { code: /^server-/ });
  });

  for (const product of ["Seerr", "Jellyseerr", "Overseerr"] as const)
    it(`of a user whom ${product} does not know are not found, and the call that would end it is not made`, async () => {
      const { server, read } = await reading(product);
      await assert.rejects(read("overseerr:watchlist/99"), { code: "not-found", message: /no user 99/ });
      await assert.rejects(read("overseerr:requests?user=99"), { code: "not-found", message: /no user 99/ });
      assert.equal(server.calls["GET /user/{userId}/watchlist"], undefined);
      assert.equal(server.calls["GET /user/{userId}/requests"], undefined);
    });

  it("can be a user's Plex watchlist, 20 a call", async () => {
    const { server, read } = await reading();
    const titles = server.catalogue.titles.slice(0, 45);
    server.watchlists.set(
      3,
      titles.map(({ mediaType, tmdbId, title }) => ({ mediaType, tmdbId, title })),
    );
    const { items, total } = await read("overseerr:watchlist/3");
    assert.deepEqual([items.length, total], [45, 45]);
    assert.equal(items[0]?.title, titles[0]?.title);
    assert.equal(server.calls["GET /user/{userId}/watchlist"], 3);
  });
});

describeWithFixtures("The recorded requests of a server", () => {
  it("are titles by their TMDB ids", async () => {
    const { response } = readJsonFixture<{ response: { body: { results: unknown[]; pageInfo: object } } }>(
      "overseerr/135-requests.json",
    );
    const { results } = response.body;
    const body = { ...response.body, pageInfo: { ...response.body.pageInfo, results: results.length } };
    const users = { results: [{ id: 1 }], pageInfo: { results: 1 } };
    const server: SourceServer = {
      url: "http://recorded",
      get: async (path) => (path === "/user" ? users : body),
    };
    const { items } = await fetchWith(overseerr, "overseerr:requests", contextFor("", { server }));
    assert.deepEqual(items[0]?.ids.tmdb, 900336);
    assert.equal(items.length, results.length);
  });
});
