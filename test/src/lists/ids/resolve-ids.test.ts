import assert from "node:assert/strict";
import { createHttp } from "../../../../src/http/create-http.ts";
import type { Item } from "../../../../src/items/item.ts";
import { createProcessCache } from "../../../../src/lists/fetching/process-cache.ts";
import { resolveIds } from "../../../../src/lists/ids/resolve-ids.ts";
import { mdblist } from "../../../../src/lists/mdblist/index.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import type { ListSite } from "../../../servers/list-site.ts";
import { startMdblist } from "../../../servers/mdblist/start-mdblist.ts";
import { contextFor } from "../../../support/fetch-context.ts";

const titles = syntheticTitles(1000);
const KEY = "mdblist-demo-key";

describe("Ids through MDBList", () => {
  let site: ListSite;
  before(async () => {
    site = await startMdblist({ lists: { "linda/all": titles } });
  });
  after(() => site.close());
  beforeEach(() => {
    site.requests.length = 0;
    site.fault(undefined);
  });
  const byImdb = (count: number, change: Partial<Item> = {}): Item[] =>
    titles.slice(0, count).map(({ title, imdbId }) => ({
      title,
      mediaType: "unknown",
      ids: { imdb: imdbId },
      sources: [],
      ...change,
    }));
  const deps = (cache = createProcessCache(), key = KEY) => ({
    http: createHttp({ retries: 0 }),
    origin: site.origin,
    key,
    cache,
    signal: new AbortController().signal,
  });

  it("are found for 1,000 titles in 5 requests, with the kind of title", async () => {
    const { items, calls } = await resolveIds(byImdb(1000), deps());
    assert.equal(calls, 5);
    assert.deepEqual(
      items.map(({ ids, mediaType }) => [mediaType, ids.tmdb]),
      titles.map(({ tmdbId, mediaType }) => [mediaType, tmdbId]),
    );
  });

  it("are asked for once for good", async () => {
    const cache = createProcessCache();
    await resolveIds(byImdb(50), deps(cache));
    const again = await resolveIds(byImdb(50), deps(cache));
    assert.equal(again.calls, 0);
    assert.ok(again.items.every(({ ids }) => ids.tmdb !== undefined));
  });

  it("are not asked for where that saves nothing", async () => {
    assert.equal((await resolveIds(byImdb(4), deps())).calls, 0);
    const complete = byImdb(50).map((item, index) => ({
      ...item,
      mediaType: "movie" as const,
      ids: { tmdb: index + 1 },
    }));
    assert.deepEqual(await resolveIds(complete, deps()), { items: complete, calls: 0, warnings: [] });
  });

  it("are found for shows by their TVDB id, and never for movies by it", async () => {
    const rows = titles.map(
      ({ title, mediaType, tmdbId }): Item => ({ title, mediaType, ids: { tvdb: tmdbId }, sources: [] }),
    );
    const { items, calls } = await resolveIds(rows, deps());
    assert.equal(calls, 2);
    assert.ok(items.every(({ mediaType, ids }) => (mediaType === "tv") === (ids.tmdb !== undefined)));
  });

  it("never change what the list says", async () => {
    const wrongType = byImdb(8, { mediaType: "tv" });
    const { items } = await resolveIds(wrongType, deps());
    assert.deepEqual(
      items.filter(({ ids }) => ids.tmdb !== undefined).map(({ ids }) => ids.imdb),
      titles.slice(0, 8).flatMap(({ mediaType, imdbId }) => (mediaType === "tv" ? [imdbId] : [])),
    );
    const numbered = byImdb(8).map((item) => ({ ...item, ids: { ...item.ids, tmdb: 5 } }));
    assert.ok((await resolveIds(numbered, deps())).items.every(({ ids }) => ids.tmdb === 5));
  });

  for (const [what, spoil] of [
    ["is away", () => site.fault({ kind: "drop" })],
    [
      "has had enough",
      () => site.fault({ kind: "answer", status: 429, body: '{"error":"Daily API limit exceeded!"}' }),
    ],
    ["shows a page", () => site.fault({ kind: "answer", status: 200, body: "<html>" })],
  ] as const)
    it(`leave the titles as they are when MDBList ${what}, and say so`, async () => {
      spoil();
      const rows = byImdb(20);
      const { items, warnings } = await resolveIds(rows, deps());
      assert.deepEqual(items, rows);
      assert.match(warnings.join(), /could not provide ids/);
    });

  it("come to an end at once when the run is cancelled", async () => {
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(resolveIds(byImdb(20), { ...deps(), signal: stop.signal }), { code: "cancelled" });
  });

  it("need a good key, which the account's test proves", async () => {
    const test = (key: string) => mdblist.account?.test?.(contextFor(site.origin, { account: { key } }));
    assert.equal(await test(KEY), "MDBList accepted the API key. 22 of 1000 requests of today are used.");
    await assert.rejects(test("wrong") ?? Promise.resolve(), { code: "auth-required" });
    site.fault({ kind: "answer", status: 200, body: '{"api_requests":null,"api_requests_count":null}' });
    assert.equal(await test(KEY), "MDBList accepted the API key.");
  });
});
