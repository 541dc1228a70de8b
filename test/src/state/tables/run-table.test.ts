import assert from "node:assert/strict";
import {
  brokenList,
  sampleItem,
  sampleList,
  sampleOutcome,
  sampleRun,
  sampleStore,
} from "../../../support/state-samples.ts";

const LATER = "2026-03-01T13:00:00.000Z";

describe("the runs in the store", () => {
  it("come back as they were written", async () => {
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
    const store = await sampleStore(run);
    assert.deepEqual(await store.run("run-1"), run);
    await store.close();
  });

  it("leave out what is not known", async () => {
    const store = await sampleStore(sampleRun());
    assert.deepEqual(await store.run("run-1"), sampleRun());
    assert.equal(await store.run("run-2"), undefined);
    await store.close();
  });

  it("are updated, their lists included", async () => {
    const store = await sampleStore(sampleRun({ lists: [sampleList(), brokenList("a")] }));
    const ended = sampleRun({ state: "completed", finishedAt: LATER, total: 3, lists: [brokenList("b")] });
    await store.updateRun(ended);
    assert.deepEqual(await store.run("run-1"), ended);
    await store.close();
  });

  it("count titles by their outcome, whatever the caller says", async () => {
    const store = await sampleStore(sampleRun({ counts: { failed: 9 } }));
    const record = (tmdb: number, status: "requested" | "failed") =>
      store.record("run-1", undefined, sampleItem({ ids: { tmdb }, outcome: sampleOutcome(status) }), LATER);
    await record(1, "requested");
    await record(2, "requested");
    await record(3, "failed");
    assert.deepEqual((await store.run("run-1"))?.counts, { requested: 2, failed: 1 });
    await store.close();
  });

  it("are listed newest first, by profile and by state", async () => {
    const store = await sampleStore(
      sampleRun({ id: "old", startedAt: "2026-01-01T00:00:00.000Z", state: "completed" }),
      sampleRun({ id: "new", startedAt: "2026-02-01T00:00:00.000Z" }),
      sampleRun({ id: "4k", profile: "4K", startedAt: "2026-01-15T00:00:00.000Z", state: "cancelled" }),
    );
    const ids = async (query?: Parameters<typeof store.runs>[0]) =>
      (await store.runs(query)).map(({ id }) => id);
    assert.deepEqual(await ids(), ["new", "4k", "old"]);
    assert.deepEqual(await ids({ profile: "Main" }), ["new", "old"]);
    assert.deepEqual(await ids({ states: ["completed", "cancelled"] }), ["4k", "old"]);
    assert.deepEqual(await ids({ limit: 1, offset: 1 }), ["4k"]);
    await store.close();
  });

  it("are known without their counts as well", async () => {
    const run = sampleRun({ state: "completed", finishedAt: LATER, total: 3, lists: [brokenList("b")] });
    const store = await sampleStore(run, sampleRun({ id: "4k", profile: "4K" }));
    const { counts: _, ...head } = run;
    assert.deepEqual(await store.runHead("run-1"), head);
    assert.deepEqual(await store.runHeads({ profile: "Main" }), [head]);
    assert.equal(await store.runHead("nobody's"), undefined);
    await store.close();
  });

  it("that still run become interrupted, the others stay", async () => {
    const store = await sampleStore(
      sampleRun({ id: "cut" }),
      sampleRun({ id: "done", state: "completed", finishedAt: LATER }),
    );
    const cut = await store.interruptRuns(LATER);
    assert.deepEqual(cut, [await store.run("cut")]);
    assert.equal(cut[0]?.state, "interrupted");
    assert.equal(cut[0]?.finishedAt, LATER);
    assert.equal((await store.run("done"))?.state, "completed");
    assert.deepEqual(await store.interruptRuns(LATER), []);
    await store.close();
  });
});
