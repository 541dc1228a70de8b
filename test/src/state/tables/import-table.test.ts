import assert from "node:assert/strict";
import { sampleItem, sampleOutcome, sampleRun, sampleStore } from "../../../support/state-samples.ts";

const BY = "the Python ListSync";
const AT = "2025-11-02T08:15:00.000Z";
const matrix = { mediaType: "movie" as const, tmdbId: 603 };
const imported = { ...matrix, title: "The Matrix", year: 1999, status: "requested", at: AT };

describe("imported titles", () => {
  it("are looked up by text and type, newest first, and marked as imported", async () => {
    const store = await sampleStore();
    await store.importTitles(
      [
        imported,
        {
          mediaType: "tv",
          tmdbId: 603,
          title: "Amélie's show",
          status: "skipped",
          at: "2025-12-01T00:00:00.000Z",
        },
      ],
      BY,
    );
    const all = await store.importedTitles();
    assert.deepEqual(
      all.items.map(({ key, imported: mark }) => [key, mark]),
      [
        ["tv:tmdb:603", { by: BY, status: "skipped", at: "2025-12-01T00:00:00.000Z" }],
        ["movie:tmdb:603", { by: BY, status: "requested", at: AT }],
      ],
    );
    assert.equal(all.total, 2);
    assert.deepEqual(
      (await store.importedTitles({ text: "AMELIE" })).items.map(({ key }) => key),
      ["tv:tmdb:603"],
    );
    assert.equal((await store.importedTitles({ mediaType: "movie" })).total, 1);
    assert.deepEqual(
      (await store.importedTitles({ limit: 1, offset: 1 })).items.map(({ key }) => key),
      ["movie:tmdb:603"],
    );
  });

  it("are kept once, however often they are imported", async () => {
    const store = await sampleStore();
    await store.importTitles([imported], BY);
    await store.importTitles([{ ...imported, status: "already_available" }], BY);
    const { items, total } = await store.importedTitles();
    assert.deepEqual([total, items[0]?.imported?.status], [1, "already_available"]);
  });

  it("are in the history of a title as imported, whichever way it is asked for, and are nothing that was done", async () => {
    const store = await sampleStore();
    await store.importTitles([imported], BY);
    const entry = {
      key: "movie:tmdb:603",
      title: "The Matrix",
      event: "imported",
      by: BY,
      outcome: {
        status: "skipped",
        reason:
          'Imported: the Python ListSync recorded "requested". That proves no request, so it changes nothing.',
        at: AT,
      },
    };
    assert.deepEqual(await store.history("movie:tmdb:603"), [entry]);
    assert.deepEqual(await store.history(matrix), [entry]);
    assert.deepEqual(await store.history({ ...matrix, mediaType: "tv" }), []);
    assert.deepEqual(await store.outcomesOf("any server", matrix), []);
    assert.equal(await store.lastOutcome("movie:tmdb:603"), undefined);
    assert.equal((await store.items({})).total, 0);
    assert.deepEqual(await store.outcomeCounts("2000-01-01"), []);

    await store.insertRun(sampleRun());
    const match = { ...matrix, title: "The Matrix", matchedBy: "imdb" as const };
    const item = sampleItem({
      ids: { imdb: "tt0133093" },
      match,
      outcome: sampleOutcome("already_requested"),
    });
    await store.record("run-1", "server", item, "2026-03-01T12:00:00.000Z");
    const history = await store.history("imdb:tt0133093");
    assert.deepEqual(
      history.map(({ event, outcome }) => [event, outcome.status]),
      [
        [undefined, "already_requested"],
        ["imported", "skipped"],
      ],
    );
    assert.equal((await store.outcomesOf("server", matrix)).length, 1);
  });

  it("stay when old outcomes are forgotten", async () => {
    const store = await sampleStore();
    await store.importTitles([{ ...imported, at: "2001-01-01T00:00:00.000Z" }], BY);
    await store.prune(1);
    assert.equal((await store.importedTitles()).total, 1);
  });
});
