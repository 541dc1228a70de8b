import assert from "node:assert/strict";
import type { Item, Match, Outcome } from "../../../../src/items/item.ts";
import {
  SAMPLE_TIME,
  sampleItem,
  sampleOutcome,
  sampleRun,
  sampleStore,
} from "../../../support/state-samples.ts";

const MATRIX = "movie:tmdb:603";
const match: Match = { tmdbId: 603, mediaType: "movie", title: "The Matrix", year: 1999, matchedBy: "tmdb" };
const day = (number: number): string => `2026-03-0${number}T12:00:00.000Z`;

describe("the outcomes in the store", () => {
  const runs = [
    sampleRun({ id: "first", startedAt: day(1) }),
    sampleRun({ id: "second", startedAt: day(2) }),
    sampleRun({ id: "dry", startedAt: day(3), dryRun: true }),
  ];
  const openSample = async () => {
    const store = await sampleStore(...runs);
    const record = (runId: string, status: Outcome["status"], at: string, patch: Partial<Item> = {}) =>
      store.record(runId, "srv", sampleItem({ outcome: sampleOutcome(status, { at }), ...patch }), at);
    return { store, record };
  };

  it("are never overwritten by a later run", async () => {
    const { store, record } = await openSample();
    await record("first", "requested", day(1));
    await record("second", "skipped", day(2));
    assert.deepEqual(
      (await store.history(MATRIX)).map(({ runId, title, outcome }) => [runId, title, outcome.status]),
      [
        ["second", "The Matrix", "skipped"],
        ["first", "The Matrix", "requested"],
      ],
    );
    await store.close();
  });

  it("come back with everything that was said", async () => {
    const { store } = await openSample();
    const outcome = sampleOutcome("ambiguous", {
      reason: "Two titles fit.",
      code: "x",
      httpStatus: 409,
      candidates: [{ tmdbId: 1, mediaType: "tv", title: "Beef", year: 2023 }],
      body: { mediaId: 1 },
    });
    await store.record("first", "srv", sampleItem({ outcome }), day(1));
    assert.deepEqual(await store.lastOutcome(MATRIX), outcome);
    await store.close();
  });

  it("of one item in one run are replaced by the later record, and said to be", async () => {
    const { store, record } = await openSample();
    assert.equal(await record("first", "failed", day(1)), true);
    assert.equal(await record("first", "requested", day(1)), false);
    assert.equal((await store.history(MATRIX)).length, 1);
    assert.deepEqual((await store.run("first"))?.counts, { requested: 1 });
    assert.deepEqual(await store.recordedKeys("first"), new Set([MATRIX]));
    await store.close();
  });

  it("know a movie and a show with the same number apart", async () => {
    const { store, record } = await openSample();
    await record("first", "requested", day(1));
    assert.equal(
      await record("first", "failed", day(1), { title: "Band of Brothers", mediaType: "tv" }),
      true,
    );
    assert.equal((await store.lastOutcome(MATRIX))?.status, "requested");
    assert.equal((await store.lastOutcome("tv:tmdb:603"))?.status, "failed");
    await store.close();
  });

  it("keep both qualities of an item, which counts once with the telling one", async () => {
    const { store } = await openSample();
    const normal = sampleOutcome("already_available", { is4k: false });
    const high = sampleOutcome("requested", { is4k: true });
    const both = sampleItem({ outcome: high, outcomes: [normal, high] });
    assert.equal(await store.record("first", "srv", both, day(1)), true);
    assert.equal(await store.record("first", "srv", both, day(1)), false);
    assert.deepEqual((await store.run("first"))?.counts, { requested: 1 });
    assert.deepEqual(
      (await store.history(MATRIX)).map(({ outcome }) => outcome),
      [high, normal],
    );
    assert.deepEqual(await store.lastOutcome(MATRIX), high);
    assert.equal((await store.items({ runId: "first" })).total, 1);
    await store.close();
  });

  it("of a dry run hide nothing that was really done", async () => {
    const { store, record } = await openSample();
    await record("dry", "would_request", day(1));
    assert.equal((await store.lastOutcome(MATRIX))?.status, "would_request");
    await record("first", "requested", day(2));
    await record("dry", "would_request", day(3));
    assert.equal((await store.lastOutcome(MATRIX))?.status, "requested");
    assert.deepEqual((await store.run("dry"))?.counts, { would_request: 1 });
    await store.close();
  });

  it("of a skip hide nothing that was really done", async () => {
    const { store, record } = await openSample();
    await record("first", "requested", day(1));
    await record("second", "skipped", day(2));
    assert.equal((await store.lastOutcome(MATRIX))?.status, "requested");
    assert.deepEqual((await store.run("second"))?.counts, { skipped: 1 });
    await store.close();
  });

  it("that arrive late for an old run are not the latest", async () => {
    const { store, record } = await openSample();
    await record("second", "requested", day(2));
    await record("first", "failed", day(1));
    assert.equal((await store.lastOutcome(MATRIX))?.status, "requested");
    await store.close();
  });

  it("make the history of a title, under whatever ids the lists knew it", async () => {
    const { store, record } = await openSample();
    await record("first", "requested", day(1), { match });
    await record("second", "already_requested", day(2), {
      ids: { imdb: "tt0133093" },
      mediaType: "unknown",
      match,
    });
    await record("second", "failed", day(2), {
      ids: { tmdb: 603 },
      mediaType: "tv",
      match: { ...match, mediaType: "tv" },
    });
    assert.deepEqual(
      (await store.history({ mediaType: "movie", tmdbId: 603 })).map(({ key, outcome }) => [
        key,
        outcome.status,
      ]),
      [
        ["imdb:tt0133093", "already_requested"],
        [MATRIX, "requested"],
      ],
    );
    await store.close();
  });

  it("cannot be recorded in a run that nobody knows", async () => {
    const { store, record } = await openSample();
    await assert.rejects(() => record("unknown", "requested", SAMPLE_TIME), { code: "state-failed" });
    assert.equal((await store.items({})).total, 0);
    await store.close();
  });

  it("of an unknown item are none", async () => {
    const { store } = await openSample();
    assert.equal(await store.lastOutcome("imdb:tt0000001"), undefined);
    assert.deepEqual(await store.history("imdb:tt0000001"), []);
    await store.close();
  });
});
