import assert from "node:assert/strict";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { sampleItem, sampleOutcome, sampleRun } from "../../support/state-samples.ts";

describe("pruning the history", () => {
  const TODAY = "2026-03-10T00:00:00.000Z";
  const march = (day: number): string => `2026-03-${String(day).padStart(2, "0")}T00:00:00.000Z`;

  function openSample() {
    const store = openStore({ file: ":memory:", now: () => new Date(TODAY) });
    for (const day of [1, 2, 8]) {
      store.insertRun(sampleRun({ id: `day-${day}`, startedAt: march(day), state: "completed" }));
      const outcome = sampleOutcome("already_requested", { at: march(day) });
      store.record(`day-${day}`, "srv", sampleItem({ outcome }), march(day));
    }
    const rare = sampleItem({ ids: { tmdb: 604 }, outcome: sampleOutcome("not_found", { at: march(1) }) });
    store.record("day-1", "srv", rare, march(1));
    store.insertRun(sampleRun({ id: "other", profile: "4K", startedAt: march(1), state: "completed" }));
    return store;
  }

  it("forgets what is older than asked, but never a title's latest outcome", () => {
    const store = openSample();
    assert.equal(store.prune(7), 2);
    assert.deepEqual(
      store.history("movie:tmdb:603").map(({ outcome }) => outcome.at),
      [march(8)],
    );
    assert.equal(store.lastOutcome("movie:tmdb:604")?.status, "not_found");
    assert.equal(store.prune(7), 0);
    store.close();
  });

  it("forgets runs of which nothing is left, but never the latest one of a profile", () => {
    const store = openSample();
    store.prune(7);
    assert.deepEqual(
      store.runs().map(({ id }) => id),
      ["day-8", "other", "day-1"],
    );
    store.close();
  });

  it("never forgets what was requested, because it says which requests are ours", () => {
    const store = openSample();
    const item = sampleItem({
      match: { tmdbId: 605, mediaType: "movie", title: "M", matchedBy: "tmdb" },
      ids: { tmdb: 605 },
      outcome: sampleOutcome("requested", { at: march(1), requestId: 7 }),
    });
    store.record("day-1", "srv", item, march(1));
    const later = { ...item, outcome: sampleOutcome("already_requested", { at: march(8) }) };
    store.record("day-8", "srv", later, march(8));
    store.prune(7);
    const title = { mediaType: "movie" as const, tmdbId: 605 };
    assert.deepEqual(
      store.outcomesOf("srv", title).map(({ status, requestId }) => [status, requestId]),
      [
        ["already_requested", undefined],
        ["requested", 7],
      ],
    );
    assert.deepEqual(store.outcomesOf("another server", title), []);
    store.close();
  });

  it("never forgets that ListSync took a request back, which looks like somebody else's doing on the server", () => {
    const store = openSample();
    const item = sampleItem({
      match: { tmdbId: 605, mediaType: "movie", title: "M", matchedBy: "tmdb" },
      ids: { tmdb: 605 },
    });
    for (const [day, status] of [
      [1, "requested"],
      [2, "cancelled"],
      [8, "quota_exceeded"],
    ] as const)
      store.record(
        `day-${day}`,
        "srv",
        { ...item, outcome: sampleOutcome(status, { at: march(day) }) },
        march(day),
      );
    store.prune(7);
    assert.deepEqual(
      store.outcomesOf("srv", { mediaType: "movie", tmdbId: 605 }).map(({ status }) => status),
      ["quota_exceeded", "cancelled", "requested"],
    );
    store.close();
  });

  it("leaves everything that is young enough", () => {
    const store = openSample();
    assert.equal(store.prune(30), 0);
    assert.equal(store.runs().length, 4);
    store.close();
  });
});
