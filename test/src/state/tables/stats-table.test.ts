import assert from "node:assert/strict";
import type { OutcomeStatus } from "../../../../src/items/item.ts";
import type { RunState } from "../../../../src/runs/run.ts";
import { openStore } from "../../../../src/state/sqlite-store.ts";
import { sampleItem, sampleList, sampleOutcome, sampleRun } from "../../../support/state-samples.ts";

describe("Numbers for those who watch", () => {
  it("count each title once, with its latest outcome, without dry runs", async () => {
    const store = await openStore({ file: ":memory:" });
    const record = async (run: string, tmdb: number, status: OutcomeStatus, at: string) => {
      const item = sampleItem({ title: `T${tmdb}`, ids: { tmdb }, outcome: sampleOutcome(status, { at }) });
      await store.record(run, undefined, item, at);
    };
    for (const [id, profile, dryRun] of [
      ["a", "Main", false],
      ["b", "Main", false],
      ["c", "Kids", false],
      ["d", "Main", true],
    ] as const)
      await store.insertRun(sampleRun({ id, profile, dryRun }));
    await record("a", 1, "requested", "2026-03-01T10:00:00.000Z");
    await record("a", 2, "failed", "2026-03-01T10:00:00.000Z");
    await record("b", 2, "requested", "2026-03-02T10:00:00.000Z");
    await record("b", 3, "not_found", "2026-03-02T10:00:00.000Z");
    await record("c", 4, "requested", "2026-03-02T10:00:00.000Z");
    await record("d", 5, "would_request", "2026-03-02T10:00:00.000Z");
    assert.deepEqual(await store.outcomeCounts("2026-03-02T00:00:00.000Z"), [
      { profile: "Kids", status: "requested", titles: 1 },
      { profile: "Main", status: "not_found", titles: 1 },
      { profile: "Main", status: "requested", titles: 1 },
    ]);
    assert.equal((await store.outcomeCounts("2026-03-01T00:00:00.000Z")).at(-1)?.titles, 2);
    await store.close();
  });

  it("know when a profile was synced last: its lists read, completed, and not in a dry run", async () => {
    const store = await openStore({ file: ":memory:" });
    const end = (profile: string, state: RunState, day: number, dryRun = false, lists = [sampleList()]) =>
      store.insertRun(
        sampleRun({
          id: `${profile}${state}${day}`,
          profile,
          state,
          dryRun,
          lists,
          finishedAt: `2026-03-0${day}T10:00:00.000Z`,
        }),
      );
    await end("Main", "completed", 1);
    await end("Main", "completed_with_errors", 2);
    await end("Main", "failed", 3);
    await end("Main", "completed", 4, true);
    // titles that are tried again, that left a list, or single wishes
    await end("Main", "completed", 5, false, []);
    await end("Wishes", "completed", 1, false, []);
    await end("Kids", "completed", 1);
    await end("New", "cancelled", 1);
    assert.deepEqual(await store.lastSyncs(), [
      { profile: "Kids", at: "2026-03-01T10:00:00.000Z" },
      { profile: "Main", at: "2026-03-02T10:00:00.000Z" },
    ]);
    await store.close();
  });
});
