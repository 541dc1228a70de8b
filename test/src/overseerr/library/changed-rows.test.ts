import assert from "node:assert/strict";
import { createOverseerr } from "../../../../src/overseerr/create-overseerr.ts";
import type { Overseerr } from "../../../../src/overseerr/overseerr.ts";
import { type OverseerrServer, startOverseerr } from "../../../servers/overseerr/server.ts";

const HOUR = 60 * 60_000;
const START = Date.parse("2026-11-28T12:00:00Z");

/** A library of movies that came an hour before, at the same time, on a clock that tests move. */
async function startLibrary(rows: number) {
  let now = START - HOUR;
  const clock = {
    pass(ms: number) {
      now += ms;
    },
  };
  const server = await startOverseerr({ now: () => new Date(now) });
  for (let tmdbId = 1; tmdbId <= rows; tmdbId++) server.addMedia({ mediaType: "movie", tmdbId, status: 3 });
  now = START;
  const { url, apiKey } = server;
  const overseerr = createOverseerr({ url, apiKey, retries: 0 }, () => now);
  return { server, overseerr, clock };
}

describe("reading the library by difference", () => {
  let open: { server: OverseerrServer; overseerr: Overseerr } | undefined;
  const start = async (rows: number) => {
    const started = await startLibrary(rows);
    open = started;
    return started;
  };
  afterEach(async () => {
    open?.overseerr.close();
    await open?.server.close();
    open = undefined;
  });
  const reads = async ({ server, overseerr }: { server: OverseerrServer; overseerr: Overseerr }) => {
    server.resetCalls();
    await overseerr.index.refresh();
    return server.calls["GET /media"] ?? 0;
  };
  const statusOf = (overseerr: Overseerr, tmdbId: number) => overseerr.index.get("movie", tmdbId)?.status;

  it("takes one call when nothing or little changed, however many titles there are", async () => {
    const library = await start(5000);
    const { server, overseerr, clock } = library;
    assert.equal(await reads(library), 5);
    clock.pass(HOUR);
    assert.equal(await reads(library), 1);
    clock.pass(HOUR);
    for (const tmdbId of [17, 4000]) server.available("movie", tmdbId);
    server.addRequest({ mediaType: "movie", tmdbId: 603, status: 1 });
    server.addMedia({ mediaType: "tv", tmdbId: 1396, status: 4, seasons: [{ seasonNumber: 1, status: 5 }] });
    clock.pass(HOUR);
    assert.equal(await reads(library), 1);
    assert.deepEqual(
      [statusOf(overseerr, 17), statusOf(overseerr, 4000), statusOf(overseerr, 603)],
      [5, 5, 3],
    );
    assert.equal(overseerr.index.getByTvdb(81189)?.status, 4);
    assert.equal(overseerr.index.size, 5001);
  });

  it("is told that nothing changed without a row, by status 304", async () => {
    const library = await start(300);
    await reads(library);
    library.clock.pass(HOUR);
    for (const expected of [200, 304, 304]) {
      library.clock.pass(HOUR);
      await reads(library);
      assert.equal(library.server.log.at(-1)?.status, expected);
    }
    library.server.available("movie", 5);
    await reads(library);
    assert.equal(statusOf(library.overseerr, 5), 5);
  });

  it("reads all pages of what changed", async () => {
    const library = await start(5000);
    await reads(library);
    library.clock.pass(HOUR);
    for (let tmdbId = 1; tmdbId <= 1500; tmdbId++) library.server.available("movie", tmdbId);
    assert.ok((await reads(library)) <= 3);
    for (const tmdbId of [1, 750, 1500]) assert.equal(statusOf(library.overseerr, tmdbId), 5);
    assert.equal(statusOf(library.overseerr, 1501), 3);
  });

  it("asks for few rows again once nothing that changed can have been missed", async () => {
    const library = await start(2000);
    const takes = async () => {
      await reads(library);
      return library.server.log.map(({ url }) => new URL(url, "http://seerr").searchParams.get("take"));
    };
    await reads(library);
    library.clock.pass(HOUR);
    for (let tmdbId = 1; tmdbId <= 300; tmdbId++) library.server.available("movie", tmdbId);
    assert.deepEqual(await takes(), ["100", "1000"]);
    library.clock.pass(HOUR);
    assert.deepEqual(await takes(), ["1000"]);
    library.clock.pass(HOUR);
    assert.deepEqual(await takes(), ["100"]);
    library.server.available("movie", 1999);
    assert.deepEqual(await takes(), ["100"]);
    assert.equal(statusOf(library.overseerr, 1999), 5);
  });

  it("sees what changed in the same second as the last reading", async () => {
    const library = await start(50);
    library.clock.pass(HOUR);
    library.server.available("movie", 1);
    await reads(library);
    library.server.available("movie", 2);
    await reads(library);
    assert.equal(statusOf(library.overseerr, 2), 5);
  });

  it("reads everything when a title went away, even when another one came", async () => {
    const library = await start(1200);
    const { server, overseerr, clock } = library;
    await reads(library);
    clock.pass(HOUR);
    server.clearData("movie", 7);
    assert.equal(await reads(library), 3);
    assert.equal(statusOf(overseerr, 7), undefined);
    clock.pass(HOUR);
    server.clearData("movie", 8);
    server.addMedia({ mediaType: "movie", tmdbId: 7000, status: 5 });
    assert.equal(await reads(library), 3);
    assert.deepEqual(
      [statusOf(overseerr, 8), statusOf(overseerr, 7000), overseerr.index.size],
      [undefined, 5, 1199],
    );
  });

  it("reads everything when the server was set back", async () => {
    const library = await start(1200);
    const { server, clock } = library;
    clock.pass(HOUR);
    server.available("movie", 1);
    await reads(library);
    for (const row of server.media)
      if (row.tmdbId === 1) row.updatedAt = new Date(START - HOUR).toISOString();
    assert.equal(await reads(library), 3);
  });

  it("reads everything once a day: a season that a scan began to fetch leaves its show's row as it was", async () => {
    const library = await start(10);
    const { server, overseerr, clock } = library;
    const show = server.addMedia({
      mediaType: "tv",
      tmdbId: 1396,
      status: 4,
      seasons: [{ seasonNumber: 1, status: 5 }],
    });
    const { updatedAt } = show;
    clock.pass(HOUR);
    server.available("movie", 1);
    await reads(library);
    const [first] = show.seasons;
    if (first) show.seasons.push({ ...first, id: 99, seasonNumber: 2, status: 3 });
    assert.equal(show.updatedAt, updatedAt);
    clock.pass(24 * HOUR);
    await reads(library);
    assert.deepEqual(
      overseerr.index.get("tv", 1396)?.seasons.map(({ seasonNumber }) => seasonNumber),
      [1, 2],
    );
    assert.doesNotMatch(server.log.at(-1)?.url ?? "", /sort=/);
  });

  it("is not led astray by a row from the future, of a day when the server's clock was wrong", async () => {
    const library = await start(2000);
    const { server, overseerr, clock } = library;
    const [row] = server.media;
    if (row) row.updatedAt = "2099-01-01T00:00:00.000Z";
    await reads(library);
    clock.pass(HOUR);
    server.available("movie", 1500);
    await reads(library);
    assert.equal(statusOf(overseerr, 1500), 5);
  });

  it("begins again where it was when a reading failed", async () => {
    const library = await start(200);
    const { server, overseerr, clock } = library;
    await reads(library);
    clock.pass(HOUR);
    server.available("movie", 3);
    server.fault("GET /media", { status: 503 });
    await assert.rejects(overseerr.index.refresh(), { code: "server-unavailable" });
    await reads(library);
    assert.equal(statusOf(overseerr, 3), 5);
  });

  it("forgets what we noted of a request that somebody has deleted since", async () => {
    const library = await start(200);
    const { server, overseerr, clock } = library;
    await reads(library);
    clock.pass(HOUR);
    await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: false });
    assert.equal(statusOf(overseerr, 603), 3);
    server.deleteRequest(server.requests[0]?.id ?? 0);
    await reads(library);
    assert.equal(statusOf(overseerr, 603), 1);
  });
});
