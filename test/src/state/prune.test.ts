import assert from "node:assert/strict";
import { loadSqlite } from "../../../src/state/sqlite.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import {
  sampleItem,
  sampleList,
  sampleOutcome,
  sampleRun,
  temporaryFolder,
} from "../../support/state-samples.ts";

/** Runs that requested one title each, and are never forgotten. */
function addRuns(file: string, count: number): void {
  const sqlite = new (loadSqlite())(file);
  sqlite.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO runs (id, profile, started_by, dry_run, state, started_at, number)
    SELECT 'added-' || i, 'Main', 'schedule', 0, 'completed', '2026-03-01T12:00:00.000Z', i + 1 FROM n;
    INSERT INTO outcomes (run_id, item_key, is4k, main, dry_run, status, at, outcome, last_run_id, last_at, last_record)
    SELECT r.id, 'movie:tmdb:1', 0, 0, 0, 'requested', r.started_at, '{}', r.id, r.started_at, 0
    FROM runs r WHERE r.id LIKE 'added-%'`);
  sqlite.close();
}

describe("pruning the history", () => {
  const path = temporaryFolder();
  const TODAY = "2026-03-10T00:00:00.000Z";
  const march = (day: number): string => `2026-03-${String(day).padStart(2, "0")}T00:00:00.000Z`;

  async function openSample() {
    const store = await openStore({ file: ":memory:", now: () => new Date(TODAY) });
    for (const day of [1, 2, 8]) {
      await store.insertRun(sampleRun({ id: `day-${day}`, startedAt: march(day), state: "completed" }));
      const outcome = sampleOutcome("already_requested", { at: march(day) });
      await store.record(`day-${day}`, "srv", sampleItem({ outcome }), march(day));
    }
    const rare = sampleItem({ ids: { tmdb: 604 }, outcome: sampleOutcome("not_found", { at: march(1) }) });
    await store.record("day-1", "srv", rare, march(1));
    await store.insertRun(sampleRun({ id: "other", profile: "4K", startedAt: march(1), state: "completed" }));
    return store;
  }

  it("forgets what is older than asked, but never a title's latest outcome", async () => {
    const store = await openSample();
    assert.equal(await store.prune(7), 2);
    assert.deepEqual(
      (await store.history("movie:tmdb:603")).map(({ outcome }) => outcome.at),
      [march(8)],
    );
    assert.equal((await store.lastOutcome("movie:tmdb:604"))?.status, "not_found");
    assert.equal(await store.prune(7), 0);
    await store.close();
  });

  it("forgets runs of which nothing is left, but never the latest one of a profile", async () => {
    const store = await openSample();
    await store.prune(7);
    assert.deepEqual(
      (await store.runs()).map(({ id }) => id),
      ["day-8", "other", "day-1"],
    );
    await store.close();
  });

  it("never forgets when a profile was synced last, whatever it has done without lists since", async () => {
    const store = await openSample();
    for (const day of [1, 2])
      await store.insertRun(
        sampleRun({
          id: `sync-${day}`,
          profile: "Old",
          startedAt: march(day),
          finishedAt: march(day),
          state: "completed",
          lists: [sampleList()],
        }),
      );
    await store.insertRun(
      sampleRun({
        id: "wish",
        profile: "Old",
        startedAt: march(9),
        state: "completed",
        finishedAt: march(9),
      }),
    );
    await store.prune(7);
    assert.deepEqual(
      (await store.runs({ profile: "Old" })).map(({ id }) => id),
      ["wish", "sync-2"],
    );
    assert.deepEqual(await store.lastSyncs(), [{ profile: "Old", at: march(2) }]);
    await store.close();
  });

  it("never forgets what was requested, because it says which requests are ours", async () => {
    const store = await openSample();
    const item = sampleItem({
      match: { tmdbId: 605, mediaType: "movie", title: "M", matchedBy: "tmdb" },
      ids: { tmdb: 605 },
      outcome: sampleOutcome("requested", { at: march(1), requestId: 7 }),
    });
    await store.record("day-1", "srv", item, march(1));
    const later = { ...item, outcome: sampleOutcome("already_requested", { at: march(8) }) };
    await store.record("day-8", "srv", later, march(8));
    await store.prune(7);
    const title = { mediaType: "movie" as const, tmdbId: 605 };
    assert.deepEqual(
      (await store.outcomesOf("srv", title)).map(({ status, requestId }) => [status, requestId]),
      [
        ["already_requested", undefined],
        ["requested", 7],
      ],
    );
    assert.deepEqual(await store.outcomesOf("another server", title), []);
    await store.close();
  });

  it("never forgets that ListSync took a request back, which looks like somebody else's doing on the server", async () => {
    const store = await openSample();
    const item = sampleItem({
      match: { tmdbId: 605, mediaType: "movie", title: "M", matchedBy: "tmdb" },
      ids: { tmdb: 605 },
    });
    for (const [day, status] of [
      [1, "requested"],
      [2, "cancelled"],
      [8, "quota_exceeded"],
    ] as const)
      await store.record(
        `day-${day}`,
        "srv",
        { ...item, outcome: sampleOutcome(status, { at: march(day) }) },
        march(day),
      );
    await store.prune(7);
    assert.deepEqual(
      (await store.outcomesOf("srv", { mediaType: "movie", tmdbId: 605 })).map(({ status }) => status),
      ["quota_exceeded", "cancelled", "requested"],
    );
    await store.close();
  });

  /** Milliseconds for a night's pruning of 300 titles that stand as they stood, in a database of so many older runs. */
  async function pruned(file: string, olderRuns: number): Promise<number> {
    const store = await openStore({ file, now: () => new Date(TODAY) });
    for (const [id, day] of [
      ["old", 1],
      ["young", 8],
    ] as const) {
      await store.insertRun(sampleRun({ id, startedAt: march(day), state: "completed" }));
      for (let tmdb = 1; tmdb <= 300; tmdb++) {
        const outcome = sampleOutcome("already_requested", { at: march(day) });
        await store.record(id, "srv", sampleItem({ ids: { tmdb }, outcome }), march(day));
      }
      if (id === "old") addRuns(file, olderRuns);
    }
    const start = performance.now();
    assert.equal(await store.prune(7), 300);
    const took = performance.now() - start;
    await store.close();
    return took;
  }

  it("takes no longer for the runs of years, which are kept for what they requested", async () => {
    const [few, many] = [await pruned(path("few.db"), 10), await pruned(path("many.db"), 5000)];
    assert.ok(many < 5 * few + 200, `${many} ms instead of ${few} ms`);
  });

  it("leaves everything that is young enough", async () => {
    const store = await openSample();
    assert.equal(await store.prune(30), 0);
    assert.equal((await store.runs()).length, 4);
    await store.close();
  });
});
