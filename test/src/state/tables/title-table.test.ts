import assert from "node:assert/strict";
import type { Resolution, TitleDetail } from "../../../../src/state/port/findings.ts";
import { SAMPLE_TIME, sampleStore } from "../../../support/state-samples.ts";

const found: Resolution = {
  found: true,
  mediaType: "movie",
  tmdbId: 603,
  title: "The Matrix",
  matchedBy: "imdb",
};
const detail: TitleDetail = {
  mediaType: "tv",
  tmdbId: 1396,
  title: "Breaking Bad",
  seasons: [{ seasonNumber: 1, airDate: "2008-01-20", episodes: 7 }],
  requests: [{ id: 4, is4k: false, status: 2, seasons: [1] }],
  status: 3,
  at: SAMPLE_TIME,
};

describe("what is known of titles", () => {
  it("is what was resolved last, per server", async () => {
    const store = await sampleStore();
    const missing: Resolution = { found: false, tries: 1, retryAt: SAMPLE_TIME };
    await store.saveResolution("a", "imdb:tt0133093", missing);
    assert.deepEqual(await store.resolution("a", "imdb:tt0133093"), missing);
    await store.saveResolution("a", "imdb:tt0133093", found);
    assert.deepEqual(await store.resolution("a", "imdb:tt0133093"), found);
    assert.equal(await store.resolution("b", "imdb:tt0133093"), undefined);
    assert.equal(await store.resolution("a", "imdb:tt0133094"), undefined);
    await store.close();
  });

  it("is what a look at the details said, per server and media type", async () => {
    const store = await sampleStore();
    await store.saveTitleDetail("a", detail);
    assert.deepEqual(await store.titleDetail("a", "tv", 1396), detail);
    assert.equal(await store.titleDetail("a", "movie", 1396), undefined);
    assert.equal(await store.titleDetail("b", "tv", 1396), undefined);
    await store.saveTitleDetail("a", { ...detail, status: 5 });
    assert.equal((await store.titleDetail("a", "tv", 1396))?.status, 5);
    await store.close();
  });
});
