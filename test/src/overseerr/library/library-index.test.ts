import assert from "node:assert/strict";
import { createOverseerr } from "../../../../src/overseerr/create-overseerr.ts";
import { Scope } from "../../../../src/scope.ts";
import type { OverseerrServer } from "../../../servers/overseerr/server.ts";
import { listen } from "../../../support/listen.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

const fill = (server: OverseerrServer, count: number) => {
  for (let index = 1; index <= count; index++)
    server.addMedia({ mediaType: "movie", tmdbId: 900_000 + index, status: 5 });
};

const [first, second] = [new Scope("run-1"), new Scope("run-2")];

describe("LibraryIndex", () => {
  const { start } = overseerrPerTest();

  it("knows nothing before it was read", async () => {
    const { server, overseerr } = await start();
    assert.equal(overseerr.index.loadedAt, undefined);
    assert.equal(overseerr.index.size, 0);
    assert.deepEqual(server.calls, {});
  });

  it("knows a movie and a show of the same number as two titles", async () => {
    const { server, overseerr } = await start();
    server.addMedia({ mediaType: "movie", tmdbId: 1396, status: 5 });
    server.addMedia({
      mediaType: "tv",
      tmdbId: 1396,
      status: 4,
      status4k: 2,
      seasons: [{ seasonNumber: 1, status: 5 }],
    });
    await overseerr.index.refresh();
    assert.equal(overseerr.index.size, 2);
    assert.equal(overseerr.index.get("movie", 1396)?.status, 5);
    const show = overseerr.index.get("tv", 1396);
    assert.deepEqual([show?.status, show?.status4k, show?.tvdbId], [4, 2, 81189]);
    assert.deepEqual(show?.seasons, [{ seasonNumber: 1, status: 5, status4k: 1 }]);
    assert.equal(overseerr.index.getByTvdb(81189)?.tmdbId, 1396);
    assert.equal(overseerr.index.get("movie", 278), undefined);
  });

  it("makes the most advanced of several rows of one title", async () => {
    const { server, overseerr } = await start();
    server.addMedia({ mediaType: "movie", tmdbId: 278, status: 3, status4k: 1 });
    server.addMedia({ mediaType: "movie", tmdbId: 278, status: 1, status4k: 5 });
    server.addMedia({ mediaType: "tv", tmdbId: 1396, status: 2, seasons: [{ seasonNumber: 1, status: 5 }] });
    server.addMedia({
      mediaType: "tv",
      tmdbId: 1396,
      status: 1,
      seasons: [
        { seasonNumber: 1, status: 3 },
        { seasonNumber: 2, status: 3 },
      ],
    });
    await overseerr.index.refresh();
    const movie = overseerr.index.get("movie", 278);
    assert.deepEqual([movie?.status, movie?.status4k], [3, 5]);
    assert.deepEqual(
      overseerr.index.get("tv", 1396)?.seasons.map(({ seasonNumber, status }) => [seasonNumber, status]),
      [
        [1, 5],
        [2, 3],
      ],
    );
  });

  it("reads a page of a thousand rows per call, at most four side by side", async () => {
    const { server, overseerr } = await start({}, { concurrency: 10 });
    fill(server, 7001);
    server.latency["GET /media"] = 100;
    await overseerr.index.refresh();
    assert.equal(overseerr.index.size, 7001);
    assert.deepEqual(server.calls, { "GET /media": 8 });
    assert.equal(server.maxParallel, 4);
  });

  it("is read once by callers at the same time, whatever becomes of one of them", async () => {
    const { server, overseerr } = await start();
    fill(server, 3);
    server.latency["GET /media"] = 20;
    const controller = new AbortController();
    const impatient = overseerr.index.refresh({ signal: controller.signal });
    const others = [overseerr.index.refresh(), overseerr.index.ensure(first)];
    controller.abort();
    await assert.rejects(impatient, { code: "cancelled" });
    await Promise.all(others);
    assert.deepEqual(server.calls, { "GET /media": 1 });
    assert.equal(overseerr.index.size, 3);
  });

  it("is read once per run, and again when it has grown old", async () => {
    let now = 1_000_000;
    const { server } = await start();
    const { url, apiKey } = server;
    const overseerr = createOverseerr({ url, apiKey }, () => now);
    const reads = () => server.calls["GET /media"] ?? 0;
    await overseerr.index.ensure(first);
    await overseerr.index.ensure(first);
    await overseerr.index.ensure();
    assert.equal(reads(), 1);
    assert.equal(overseerr.index.loadedAt, now);
    await overseerr.index.ensure(second);
    assert.equal(reads(), 2);
    now += 5 * 60_000;
    await overseerr.index.ensure(second);
    await overseerr.index.ensure(first);
    assert.equal(reads(), 3);
    await overseerr.index.refresh({ maxAgeMs: 1000 });
    assert.equal(reads(), 3);
    await overseerr.index.refresh();
    assert.equal(reads(), 4);
    overseerr.close();
  });

  it("does not repeat a failed reading title by title, but does a little later", async () => {
    let now = 1_000_000;
    const { server } = await start();
    const { url, apiKey } = server;
    const overseerr = createOverseerr({ url, apiKey, retries: 0 }, () => now);
    server.fault("GET /media", { status: 503 });
    for (let title = 0; title < 3; title++)
      await assert.rejects(overseerr.index.ensure(first), { code: "server-unavailable" });
    assert.equal(server.calls["GET /media"], 1);
    now += 10_000;
    await overseerr.index.ensure(first);
    assert.equal(server.calls["GET /media"], 2);
    overseerr.close();
  });

  it("reads anew for a run that begins right after a failed one: somebody may have mended the server", async () => {
    const { server, overseerr } = await start({}, { retries: 0 });
    server.fault("GET /media", { status: 503 });
    await assert.rejects(overseerr.index.ensure(first), { code: "server-unavailable" });
    await overseerr.index.ensure(second);
    assert.equal(server.calls["GET /media"], 2);
  });

  it("keeps what it knows when a reading fails", async () => {
    const { server, overseerr } = await start({}, { retries: 0 });
    fill(server, 3);
    await overseerr.index.refresh();
    server.fault("GET /media", { html: true });
    await assert.rejects(overseerr.index.refresh(), { code: "server-unavailable" });
    assert.equal(overseerr.index.size, 3);
  });

  it("keeps what was noted while a reading was under way", async () => {
    const { server, overseerr } = await start();
    server.addMedia({ mediaType: "movie", tmdbId: 13, status: 5 });
    server.latency["GET /media"] = 20;
    const reading = overseerr.index.refresh();
    overseerr.index.note("movie", 278, { status: 2 });
    overseerr.index.note("movie", 13, { status: 2, status4k: 3 });
    await reading;
    assert.equal(overseerr.index.get("movie", 278)?.status, 2);
    assert.deepEqual(
      [overseerr.index.get("movie", 13)?.status, overseerr.index.get("movie", 13)?.status4k],
      [5, 3],
    );
    await overseerr.index.refresh();
    assert.equal(overseerr.index.get("movie", 278), undefined);
  });

  describe("when the library changes while it is read", () => {
    /** Answers GET /media from rows that `change` may touch after each page. */
    const changing = (
      count: number,
      change: (rows: number[], page: number) => void,
      cap = Number.POSITIVE_INFINITY,
    ) => {
      const rows = Array.from({ length: count }, (_, index) => count - index);
      return listen((request, response, number) => {
        const query = new URL(request.url ?? "", "http://x").searchParams;
        const take = Math.min(Number(query.get("take")), cap);
        const skip = Number(query.get("skip"));
        const results = rows
          .slice(skip, skip + take)
          .map((id) => ({ id, mediaType: "movie", tmdbId: id, status: 5, status4k: 1, seasons: [] }));
        const body = { pageInfo: { results: rows.length }, results };
        response.setHeader("content-type", "application/json").end(JSON.stringify(body));
        change(rows, number);
      });
    };

    it("pages once more when a title went away, so that none is skipped", async () => {
      const server = await changing(1500, (rows, page) => void (page === 1 && rows.shift()));
      const overseerr = createOverseerr({ url: server.url, apiKey: "some-api-key" });
      await overseerr.index.refresh();
      assert.equal(overseerr.index.size, 1499);
      assert.equal(server.seen.length, 4);
      await server.close();
    });

    it("takes everything in one piece when it never stops changing", async () => {
      const server = await changing(1500, (rows) => void rows.unshift((rows[0] ?? 0) + 1));
      const overseerr = createOverseerr({ url: server.url, apiKey: "some-api-key" });
      await overseerr.index.refresh();
      assert.equal(server.seen.length, 6);
      assert.equal(overseerr.index.size, 1505);
      await server.close();
    });

    it("fails rather than lack titles in silence", async () => {
      const server = await changing(1500, () => {}, 700);
      const overseerr = createOverseerr({ url: server.url, apiKey: "some-api-key" });
      await assert.rejects(overseerr.index.refresh(), {
        code: "server-answer",
        message: /returned only 700 of the 1500 titles/,
      });
      await server.close();
    });
  });
});
