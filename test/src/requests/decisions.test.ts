import assert from "node:assert/strict";
import type { Item } from "../../../src/items/item.ts";
import { createProcessCache } from "../../../src/lists/fetching/process-cache.ts";
import { createIdentifier } from "../../../src/lists/ids/identify.ts";
import type { Overseerr } from "../../../src/overseerr/overseerr.ts";
import { cancelItem } from "../../../src/requests/cancel-item.ts";
import { searchIdentified } from "../../../src/requests/identified-search.ts";
import { requestItem } from "../../../src/requests/request-item.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import type { Store } from "../../../src/state/store.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

const MATRIX = { tmdbId: 603, mediaType: "movie" as const, title: "The Matrix", year: 1999 };
const AT = "2026-03-01T00:00:00.000Z";

describe("What a person decided about a title", () => {
  const { start } = overseerrPerTest();
  let store: Store;
  beforeEach(async () => {
    store = await openStore({ file: ":memory:" });
  });
  afterEach(() => store.close());

  const item = (title: string, more: Partial<Item> = {}): Item => ({
    title,
    mediaType: "movie",
    ids: {},
    sources: [],
    ...more,
  });
  const search = async (overseerr: Overseerr, given: Item) => {
    const identifier = createIdentifier({ cache: createProcessCache() });
    const { kind, item: found } = await searchIdentified(given, { overseerr, store }, {}, identifier);
    return { kind, tmdbId: found.match?.tmdbId, by: found.match?.matchedBy, outcome: found.outcome };
  };

  it("chooses the match of every list that names the title so, without a search", async () => {
    const { server, overseerr } = await start();
    await store.decide({ kind: "match", item: item("Ted"), match: MATRIX, at: AT });
    const { kind, tmdbId, by } = await search(
      overseerr,
      item("ted", { sources: [{ provider: "a", list: "b" }] }),
    );
    assert.deepEqual([kind, tmdbId, by], ["found", 603, "choice"]);
    assert.equal(server.calls["GET /search"] ?? 0, 0);
    const other = await search(overseerr, item("Ted", { year: 2012 }));
    assert.notEqual(other.tmdbId, 603);
  });

  it("wins over the id that stands beside the name, and is requested as it was chosen", async () => {
    const { server, overseerr } = await start();
    const wrong = item("Some other film", { year: 1950, ids: { tmdb: 949 } });
    await store.decide({ kind: "match", item: wrong, match: MATRIX, at: AT });
    const { item: done } = await requestItem(wrong, { overseerr, store });
    assert.equal(done.outcome?.status, "requested");
    assert.deepEqual(
      server.media.map(({ tmdbId }) => tmdbId),
      [603],
    );
  });

  it("leaves out what is ignored, whichever name the title has on a list, and until that is taken back", async () => {
    const { server, overseerr } = await start();
    await store.decide({
      kind: "ignore",
      item: item("The Matrix", { year: 1999 }),
      match: MATRIX,
      by: "anna",
      at: AT,
    });
    const known = item("Matrix", { ids: { tmdb: 603 } });
    for (const each of [
      item("The Matrix", { year: 1999 }),
      known,
      item("", { ids: { imdb: "tt0133093" } }),
    ]) {
      const { kind, outcome } = await search(overseerr, each);
      assert.deepEqual([kind, outcome?.status], ["not_found", "skipped"], each.title);
      assert.match(outcome?.reason ?? "", /^Ignored since 2026-03-01 by anna\. .*take that decision back\.$/);
      const { item: done } = await requestItem(each, { overseerr, store });
      assert.equal(done.outcome?.status, "skipped");
    }
    assert.deepEqual(server.requests, []);
    const [{ name = "" } = {}] = (await store.decisions()).decisions;
    await store.takeBack(name, "ignore");
    assert.equal((await requestItem(known, { overseerr, store })).item.outcome?.status, "requested");
  });

  it("ignores the other name beside an id, and not the title that the id is", async () => {
    const { overseerr } = await start();
    const matrix = item("The Matrix", { year: 1999, ids: { imdb: "tt0133093" } });
    await store.decide({ kind: "ignore", item: { ...matrix, title: "Alien", year: 1979 }, at: AT });
    assert.equal((await search(overseerr, matrix)).kind, "found");
  });

  it("is read once for a title, to find it as well as to request it", async () => {
    const { overseerr } = await start();
    const read: string[] = [];
    const counted: Store = {
      ...store,
      async decisionsOn(each) {
        read.push(each.title);
        return store.decisionsOn(each);
      },
    };
    const identifier = createIdentifier({ cache: createProcessCache() });
    const deps = { overseerr, store: counted };
    await searchIdentified(item("The Matrix", { year: 1999 }), deps, {}, identifier);
    await requestItem(item("Heat", { year: 1995 }), deps);
    await requestItem(item("Inception", { ids: { tmdb: 27205 } }), deps);
    assert.deepEqual(read, ["The Matrix", "Heat", "Inception"]);
  });

  it("does not keep a request of ours from being cancelled", async () => {
    const { overseerr } = await start();
    const known = item("The Matrix", { year: 1999, ids: { tmdb: 603 } });
    const { item: done } = await requestItem(known, { overseerr, store });
    await store.insertRun({
      id: "r1",
      profile: "Main",
      trigger: "manual",
      dryRun: false,
      state: "running",
      startedAt: AT,
      counts: {},
      lists: [],
    });
    await store.record("r1", overseerr.key, done, AT);
    await store.decide({ kind: "ignore", item: known, match: MATRIX, at: AT });
    const { item: cancelled } = await cancelItem(known, { overseerr, store }, { cancelApproved: true });
    assert.equal(cancelled.outcome?.status, "cancelled");
  });
});
