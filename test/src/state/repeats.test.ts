import assert from "node:assert/strict";
import { statSync } from "node:fs";
import type { Item, Outcome } from "../../../src/items/item.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import type { Store } from "../../../src/state/store.ts";
import {
  sampleItem,
  sampleOutcome,
  sampleRun,
  sampleStore,
  temporaryFolder,
} from "../../support/state-samples.ts";

const day = (number: number, time = "00:00:00.000"): string =>
  `2026-03-${String(number).padStart(2, "0")}T${time}Z`;
const KEY = "movie:tmdb:603";
const match = { tmdbId: 603, mediaType: "movie", title: "The Matrix", matchedBy: "tmdb" } as const;

/** A store and what records a title in a run of its own each day. */
async function days(results: [day: number, patch: Partial<Outcome>, profile?: string][], store?: Store) {
  const kept = store ?? (await sampleStore());
  for (const [number, patch, profile = "Main"] of results) {
    const run = sampleRun({
      id: `${profile}-${number}`,
      profile,
      startedAt: day(number),
      state: "completed",
    });
    await kept.insertRun(run);
    const outcome = sampleOutcome("already_available", { at: day(number), ...patch });
    await kept.record(run.id, "srv", sampleItem({ match, outcome }), day(number));
  }
  return kept;
}

const shown = async (store: Store) =>
  (await store.history(KEY)).map(({ runId, outcome, until }) => [runId, outcome.status, until]);

describe("what later runs find unchanged", () => {
  const path = temporaryFolder();

  it("is no entry in a title's history, which says until when it was so", async () => {
    const store = await days([
      [1, {}],
      [2, {}],
      [3, {}],
      [4, { status: "not_found" }],
      [5, {}],
    ]);
    assert.deepEqual(await shown(store), [
      ["Main-5", "already_available", undefined],
      ["Main-4", "not_found", undefined],
      ["Main-1", "already_available", day(3)],
    ]);
  });

  it("counts in each run, which answers with its own time", async () => {
    const store = await days([
      [1, {}],
      [2, {}],
      [3, {}],
    ]);
    for (const number of [1, 2, 3]) {
      const runId = `Main-${number}`;
      assert.deepEqual((await store.run(runId))?.counts, { already_available: 1 });
      const { items, total } = await store.items({ runId });
      assert.equal(total, 1);
      assert.deepEqual(
        [items[0]?.runId, items[0]?.outcome?.at, items[0]?.item.outcome?.at],
        [runId, day(number), day(number)],
      );
      assert.deepEqual([...(await store.recordedKeys(runId))], [KEY]);
    }
    assert.equal((await store.lastOutcome(KEY))?.at, day(3));
    const { items } = await store.items({ since: day(3) });
    assert.deepEqual([items[0]?.runId, items[0]?.outcome?.at], ["Main-3", day(3)]);
    assert.equal((await store.items({ until: day(3) })).total, 0);
  });

  it("is an entry again after ListSync requested or cancelled the title", async () => {
    const store = await days([
      [1, { status: "already_requested" }],
      [2, { status: "cancelled", requestId: 7 }, "cancel-item"],
      [3, { status: "already_requested" }],
    ]);
    assert.deepEqual(
      (await store.outcomesOf("srv", match)).map(({ status }) => status),
      ["already_requested", "cancelled", "already_requested"],
    );
  });

  it("is compared within its profile, and dry runs with dry runs", async () => {
    const skipped = { status: "skipped", reason: "Not in this profile." } as const;
    const store = await days([
      [1, {}],
      [1, skipped, "4K"],
      [2, {}],
      [2, skipped, "4K"],
    ]);
    assert.deepEqual(await shown(store), [
      ["4K-1", "skipped", day(2)],
      ["Main-1", "already_available", day(2)],
    ]);
    await store.insertRun(sampleRun({ id: "dry", dryRun: true }));
    const outcome = sampleOutcome("already_available", { at: day(3) });
    await store.record("dry", "srv", sampleItem({ match, outcome }), day(3));
    assert.equal((await shown(store)).length, 3);
    assert.equal((await store.lastOutcome(KEY))?.at, day(2));
  });

  it("never hides a request, however often it is made", async () => {
    const store = await days([
      [1, { status: "requested" }],
      [2, { status: "requested" }],
    ]);
    assert.equal((await shown(store)).length, 2);
    assert.equal(await store.requestedTotal("Main"), 2);
  });

  it("can be replaced in the run that repeated it, and in the one that found it", async () => {
    const store = await days([
      [1, {}],
      [2, {}],
      [3, {}],
    ]);
    const record = (runId: string, status: Outcome["status"], at: string) =>
      store.record(runId, "srv", sampleItem({ match, outcome: sampleOutcome(status, { at }) }), at);
    assert.equal(await record("Main-3", "failed", day(3, "01:00:00.000")), false);
    assert.deepEqual(await shown(store), [
      ["Main-3", "failed", undefined],
      ["Main-1", "already_available", day(2)],
    ]);
    assert.equal(await record("Main-1", "failed", day(4)), false);
    assert.deepEqual((await store.run("Main-1"))?.counts, { failed: 1 });
    assert.deepEqual((await store.run("Main-2"))?.counts, { already_available: 1 });
    assert.equal((await store.items({ runId: "Main-2" })).items[0]?.outcome?.at, day(2));
    assert.equal(await record("Main-2", "already_available", day(2, "02:00:00.000")), false);
    assert.deepEqual((await store.run("Main-2"))?.counts, { already_available: 1 });
  });

  it("is kept with times that no clock of ours has written", async () => {
    const store = await days([
      [1, { at: "yesterday" }],
      [2, { at: "2026-03-02" }],
      [3, { at: "2026-03-03" }],
    ]);
    assert.equal((await store.items({ runId: "Main-2" })).items[0]?.outcome?.at, "2026-03-02");
    assert.equal((await shown(store)).length, 3);
  });

  it("takes less than 4 kB for a run of 100 titles", async () => {
    const file = path("growth.db");
    const items = Array.from({ length: 100 }, (_, index): Item => {
      const tmdbId = 1000 + index;
      return sampleItem({ title: `Title ${index}`, ids: { tmdb: tmdbId }, match: { ...match, tmdbId } });
    });
    const reason = "It is available on the server already, so there is nothing to do.";
    const record = async (from: number, to: number) => {
      const store = await openStore({ file });
      for (let number = from; number <= to; number++) {
        const run = sampleRun({ id: `00000000-0000-4000-8000-0000000000${number}`, startedAt: day(number) });
        await store.insertRun(run);
        const outcome = sampleOutcome("already_available", { at: day(number), reason, is4k: false });
        for (const item of items) await store.record(run.id, "srv", { ...item, outcome }, day(number));
        await store.updateRun({ ...run, state: "completed" });
      }
      await store.close();
      return statSync(file).size;
    };
    const before = await record(10, 10);
    const bytes = ((await record(11, 30)) - before) / 20;
    assert.ok(bytes < 4_000, `${bytes} bytes per run`);
  });
});
