import assert from "node:assert/strict";
import {
  brokenList,
  sampleItem,
  sampleList,
  sampleOutcome,
  sampleRun,
  sampleStore,
} from "../../support/state-samples.ts";

const LATER = "2026-03-01T13:00:00.000Z";

describe("the runs in the store", () => {
  it("come back as they were written", () => {
    const run = sampleRun({
      dryRun: true,
      trigger: "schedule",
      state: "failed",
      finishedAt: LATER,
      total: 0,
      lists: [
        sampleList({ warnings: ["Two entries were left out."], total: 250 }),
        brokenList("sean/horror"),
      ],
      error: { code: "private", message: "All lists failed." },
    });
    const store = sampleStore(run);
    assert.deepEqual(store.run("run-1"), run);
    store.close();
  });

  it("leave out what is not known", () => {
    const store = sampleStore(sampleRun());
    assert.deepEqual(store.run("run-1"), sampleRun());
    assert.equal(store.run("run-2"), undefined);
    store.close();
  });

  it("are updated, their lists included", () => {
    const store = sampleStore(sampleRun({ lists: [sampleList(), brokenList("a")] }));
    const ended = sampleRun({ state: "completed", finishedAt: LATER, total: 3, lists: [brokenList("b")] });
    store.updateRun(ended);
    assert.deepEqual(store.run("run-1"), ended);
    store.close();
  });

  it("count titles by their outcome, whatever the caller says", () => {
    const store = sampleStore(sampleRun({ counts: { failed: 9 } }));
    const record = (tmdb: number, status: "requested" | "failed") =>
      store.record("run-1", undefined, sampleItem({ ids: { tmdb }, outcome: sampleOutcome(status) }), LATER);
    record(1, "requested");
    record(2, "requested");
    record(3, "failed");
    assert.deepEqual(store.run("run-1")?.counts, { requested: 2, failed: 1 });
    store.close();
  });

  it("are listed newest first, by profile and by state", () => {
    const store = sampleStore(
      sampleRun({ id: "old", startedAt: "2026-01-01T00:00:00.000Z", state: "completed" }),
      sampleRun({ id: "new", startedAt: "2026-02-01T00:00:00.000Z" }),
      sampleRun({ id: "4k", profile: "4K", startedAt: "2026-01-15T00:00:00.000Z", state: "cancelled" }),
    );
    const ids = (query?: Parameters<typeof store.runs>[0]) => store.runs(query).map(({ id }) => id);
    assert.deepEqual(ids(), ["new", "4k", "old"]);
    assert.deepEqual(ids({ profile: "Main" }), ["new", "old"]);
    assert.deepEqual(ids({ states: ["completed", "cancelled"] }), ["4k", "old"]);
    assert.deepEqual(ids({ limit: 1, offset: 1 }), ["4k"]);
    store.close();
  });

  it("that still run become interrupted, the others stay", () => {
    const store = sampleStore(
      sampleRun({ id: "cut" }),
      sampleRun({ id: "done", state: "completed", finishedAt: LATER }),
    );
    const cut = store.interruptRuns(LATER);
    assert.deepEqual(cut, [store.run("cut")]);
    assert.equal(cut[0]?.state, "interrupted");
    assert.equal(cut[0]?.finishedAt, LATER);
    assert.equal(store.run("done")?.state, "completed");
    assert.deepEqual(store.interruptRuns(LATER), []);
    store.close();
  });
});
