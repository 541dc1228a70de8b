import assert from "node:assert/strict";
import { loadMapping } from "../../../../src/lists/anime/load-mapping.ts";
import { createProcessCache } from "../../../../src/lists/fetching/process-cache.ts";
import type { FetchContext } from "../../../../src/lists/provider.ts";
import { animeTable, type TableRecord } from "../../../servers/anime/anime-table.ts";
import { startAnime } from "../../../servers/anime/start-anime.ts";
import { type ListSite, startListSite } from "../../../servers/list-site.ts";
import { contextFor } from "../../../support/fetch-context.ts";

const film = (tmdb: number) => ({ kind: "movies", tmdb: [tmdb] });

const DAY = 24 * 60 * 60 * 1000;

describe("The table of anime ids", () => {
  let site: ListSite;
  let table: TableRecord[];
  let version: string;
  let now: Date;
  let context: FetchContext;
  beforeEach(async () => {
    table = animeTable(50);
    version = "1";
    now = new Date("2026-03-01T00:00:00Z");
    site = await startAnime({
      get table() {
        return table;
      },
      version: () => version,
    });
    context = contextFor(site.origin, { cache: createProcessCache(), settings: { mappingRows: 50 } });
  });
  afterEach(() => site.close());
  const load = (change: Partial<FetchContext> = {}) => loadMapping({ ...context, ...change }, () => now);

  it("is fetched once a week at most, and then only asked whether it has changed", async () => {
    assert.deepEqual((await load()).find({ anilist: 3 }), film(900_002));
    now = new Date(now.getTime() + 6 * DAY);
    await load();
    assert.equal(site.requests.length, 1);
    now = new Date(now.getTime() + 2 * DAY);
    await load();
    assert.equal(site.requests[1]?.headers["if-none-match"], '"1"');
    await load();
    assert.equal(site.requests.length, 2);
    version = "2";
    table = animeTable(60);
    now = new Date(now.getTime() + 8 * DAY);
    assert.deepEqual((await load()).find({ anilist: 60 }), film(900_059));
  });

  it("is fetched once for all who want it at the same time", async () => {
    await Promise.all([load(), load(), load()]);
    assert.equal(site.requests.length, 1);
  });

  it("goes on for the others when the one who asked first gives up, and ends with the last", async () => {
    const first = new AbortController();
    const second = new AbortController();
    site.fault({ kind: "hang" });
    const waiting = [load({ signal: first.signal }), load({ signal: second.signal })];
    first.abort();
    await assert.rejects(waiting[0] ?? Promise.resolve(), { code: "cancelled" });
    site.fault(undefined);
    second.abort();
    await assert.rejects(waiting[1] ?? Promise.resolve(), { code: "cancelled" });
    assert.deepEqual((await load()).find({ anilist: 1 }), film(900_000));
  });

  it("is there for the second when the first gave up", async () => {
    const first = new AbortController();
    const waiting = load({ signal: first.signal });
    const other = load();
    first.abort();
    await assert.rejects(waiting, { code: "cancelled" });
    assert.deepEqual((await other).find({ anilist: 1 }), film(900_000));
    assert.equal(site.requests.length, 1);
  });

  it("is the new one when it has as many rows as the old one, and no ETag tells them apart", async () => {
    const bare = await startListSite(() => ({ json: table }));
    const fromBare = () => load({ origin: () => bare.origin });
    try {
      assert.deepEqual((await fromBare()).find({ anilist: 1 }), film(900_000));
      table = animeTable(50).map((row) => ({ ...row, themoviedb_id: { movie: [7] } }));
      now = new Date(now.getTime() + 8 * DAY);
      assert.deepEqual((await fromBare()).find({ anilist: 1 }), film(7));
    } finally {
      await bare.close();
    }
  });

  it("is tried again after a day when it could not be renewed, not by every list", async () => {
    await load();
    now = new Date(now.getTime() + 8 * DAY);
    table = animeTable(10);
    version = "2";
    await load();
    await load();
    assert.equal(site.requests.length, 2);
    now = new Date(now.getTime() + DAY);
    table = animeTable(60);
    assert.deepEqual((await load()).find({ anilist: 60 }), film(900_059));
    assert.equal(site.requests.length, 3);
  });

  it("is whole from 20,000 entries on", async () => {
    const real = { settings: {} };
    table = animeTable(19_999);
    await assert.rejects(load(real), { code: "unavailable", message: /not the whole table \(19999 entries/ });
    table = animeTable(20_000);
    assert.deepEqual((await load(real)).find({ anilist: 20_000 }), film(919_999));
    table = animeTable(20_000).map((row, index) =>
      index < 4_999 ? row : { anilist_id: index + 1, tvdb_id: 1 },
    );
    await assert.rejects(load({ ...real, cache: createProcessCache() }), { message: /4999 with a TMDB id/ });
  });

  it("takes a few hundred kilobytes in the memory", async () => {
    table = animeTable(10_000);
    await load();
    assert.ok(JSON.stringify(await context.cache.get("anime-mapping", "rows")).length < 400_000);
  });

  it("keeps the sites' numbers apart", async () => {
    const mapping = await load();
    assert.deepEqual(mapping.find({ mal: 10_001 }), film(900_000));
    assert.equal(mapping.find({ mal: 1 }), undefined);
    assert.equal(mapping.find({ anilist: 10_001 }), undefined);
  });

  for (const [title, spoil] of [
    ["is shorter than it can be", () => (table = animeTable(10))],
    ["has no TMDB ids", () => (table = animeTable(50).map(({ anilist_id }) => ({ anilist_id, tvdb_id: 1 })))],
    ["is a page", () => site.fault({ kind: "answer", status: 200, body: "<html>" })],
    ["cannot be had", () => site.fault({ kind: "drop" })],
  ] as [string, () => unknown][])
    it(`stays the old one when the new one ${title}`, async () => {
      await load();
      version = "2";
      now = new Date(now.getTime() + 8 * DAY);
      spoil();
      const mapping = await load();
      assert.deepEqual(mapping.find({ anilist: 50 }), film(900_049));
      assert.equal(mapping.warning, undefined);
      now = new Date(now.getTime() + 40 * DAY);
      assert.match((await load()).warning ?? "", /48 days old/);
    });

  it("fails the list when there has never been one", async () => {
    site.fault({ kind: "answer", status: 500 });
    await assert.rejects(load(), {
      code: "unavailable",
      message: /table .* could not be read: GitHub responded with HTTP 500\./,
    });
  });

  it("is asked for at its own origin, whatever the site's own is", async () => {
    const origins: (string | undefined)[] = [];
    await load({
      origin: (_origin, shared) => {
        origins.push(shared);
        return site.origin;
      },
    });
    assert.deepEqual(origins, ["anime-mapping"]);
  });
});
