import assert from "node:assert/strict";
import type { FetchContext, PageReader } from "../../../../src/lists/provider.ts";
import { type ImdbData, inventedRecords } from "../../../servers/imdb/imdb-data.ts";
import { type ImdbServer, startImdb } from "../../../servers/imdb/start-imdb.ts";
import { contextFor, fetchList } from "./context.ts";

/** Reads pages that need no browser; the real one is tried in test/src/browser. */
const browser: PageReader = { read: async (url) => (await fetch(url)).text() };

describe("fetching from IMDb's pages", () => {
  let server: ImdbServer;
  const start = async (data: Partial<ImdbData>): Promise<void> => {
    server = await startImdb(data);
  };
  const read = (input: string, change?: Partial<FetchContext>) =>
    fetchList(input, contextFor(server.origin, { browser, settings: { access: "browser" }, ...change }));

  afterEach(() => server.close());

  it("reads a watchlist page by page, by profile as well", async () => {
    await start({
      profiles: { "p.mike": "ur15738437" },
      watchlists: {
        ur15738437: { owner: { userId: "ur15738437", name: "Mike" }, entries: inventedRecords(300) },
      },
    });
    for (const input of ["ur15738437", "https://www.imdb.com/user/p.mike/watchlist/"]) {
      const list = await read(input);
      assert.deepEqual([list.items.length, list.total, list.complete, list.via], [300, 300, true, "browser"]);
      assert.equal(list.name, "IMDb watchlist of Mike");
      assert.equal(list.items[299]?.rank, 300);
    }
  });

  it("opens no further page than the limit needs, in the order of the address", async () => {
    await start({ lists: { ls006123300: { entries: inventedRecords(600) } } });
    const list = await read("https://www.imdb.com/list/ls006123300/?sort=date_added,desc", { limit: 250 });
    assert.deepEqual([list.items.length, list.complete], [250, true]);
    assert.deepEqual(
      server.requests.map(({ path }) => path),
      ["/list/ls006123300/?sort=date_added%2Cdesc"],
    );
  });

  it("reads charts, also those that keep their titles in a place of their own", async () => {
    await start({ charts: { TOP_RATED_MOVIES: inventedRecords(250), BOX_OFFICE: inventedRecords(10) } });
    assert.equal((await read("top")).items.length, 250);
    assert.equal((await read("boxoffice")).items.length, 10);
  });

  it("reads as much of a search as one page holds, and says what is missing", async () => {
    await start({ titles: inventedRecords(400) });
    const url = "https://www.imdb.com/search/title/?genres=drama";
    const all = await read(url, { limit: 400 });
    assert.deepEqual([all.items.length, all.total, all.complete], [250, 400, false]);
    assert.match(all.warnings.join(), /reports 400 entries, but its pages returned 250/);
    const cut = await read(url, { limit: 20 });
    assert.deepEqual([cut.items.length, cut.complete], [20, true]);
  });

  it("reads a single title", async () => {
    await start({ titles: inventedRecords(1) });
    const list = await read("tt9000001");
    assert.deepEqual([list.items[0]?.title, list.complete], ["Invented 1", true]);
  });

  it("knows a private list from one that does not exist", async () => {
    await start({ lists: { ls006123300: { private: true, entries: [] } } });
    await assert.rejects(read("ls006123300"), { code: "private" });
    await assert.rejects(read("ls006123399"), { code: "not-found" });
  });

  it("takes an empty list for a success", async () => {
    await start({ lists: { ls006123300: { entries: [] } } });
    const list = await read("ls006123300");
    assert.deepEqual([list.items, list.total, list.complete], [[], 0, true]);
  });

  it("is not tried when the setting allows the GraphQL endpoint only", async () => {
    await start({ lists: { ls006123300: { entries: inventedRecords(3) } } });
    server.fail({ kind: "refused" });
    await assert.rejects(read("ls006123300", { settings: { access: "graphql" } }), { code: "blocked" });
    assert.ok(server.requests.every(({ method }) => method === "POST"));
  });
});
