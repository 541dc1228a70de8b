import assert from "node:assert/strict";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

describe("what fetches remember", () => {
  const path = temporaryFolder();

  it("is there after the database was closed, with the time of it", async () => {
    const now = () => new Date("2026-03-01T12:00:00.000Z");
    const first = await openStore({ file: path("cache.db"), now });
    await first.fetchCache.set("tvdb", "movie 1", { imdb: "tt0133093" });
    await first.fetchCache.set("tvdb", "movie 1", { imdb: "tt0234215" });
    await first.close();
    const second = await openStore({ file: path("cache.db") });
    assert.deepEqual(await second.fetchCache.get("tvdb", "movie 1"), {
      value: { imdb: "tt0234215" },
      savedAt: now(),
    });
    assert.equal(await second.fetchCache.get("plex", "movie 1"), undefined);
    await second.close();
  });

  it("is kept for good when it is an id, and dropped after a month when it is an answer", async () => {
    let day = 1;
    const store = await openStore({ file: ":memory:", now: () => new Date(Date.UTC(2026, 0, day)) });
    await store.fetchCache.set("tvdb", "1", "kept");
    await store.fetchCache.set("answers", "1", "dropped");
    day = 40;
    await store.prune(90);
    assert.equal((await store.fetchCache.get("tvdb", "1"))?.value, "kept");
    assert.equal(await store.fetchCache.get("answers", "1"), undefined);
    await store.close();
  });
});
