import assert from "node:assert/strict";
import { describeRuns, IDLE, titled } from "../../support/runs.ts";
import { sampleList, sampleRun } from "../../support/state-samples.ts";

describeRuns("of a message", (start) => {
  it("is the one that list-source began", async () => {
    const { runs, begin } = await start();
    const id = await begin();
    assert.equal(await runs.join({ runId: id }), id);
  });

  it("that began without this database becomes known by what the message says", async () => {
    const { store, runs, summaries } = await start();
    const sync = {
      runId: "elsewhere",
      profile: "TV shows",
      trigger: "schedule",
      dryRun: true,
      startedAt: "2026-03-01T11:00:00.000Z",
      total: 1,
      lists: [sampleList()],
    };
    assert.equal(await runs.join(sync), "elsewhere");
    assert.equal(await runs.join(sync), "elsewhere");
    const { runId, ...rest } = sync;
    assert.deepEqual(await store.run("elsewhere"), { id: runId, state: "running", counts: {}, ...rest });
    await runs.record("elsewhere", "srv", titled(1, "would_request"));
    assert.equal(summaries[0]?.text, "Dry run. 1 title would be requested.");
  });

  it("that began without this database is begun once for all messages that come together", async () => {
    const { runs, stateOf } = await start();
    const sync = { runId: "elsewhere", profile: "Main", total: 1 };
    const joined = await Promise.all([1, 2, 3].map(() => runs.join(sync)));
    assert.deepEqual(joined, ["elsewhere", "elsewhere", "elsewhere"]);
    await runs.record("elsewhere", "srv", titled(1, "requested"));
    assert.equal(await stateOf("elsewhere"), "completed");
  });

  it("that began without this database becomes known by a title that was requested, which counts when it is recorded", async () => {
    const { store, clock, runs, seen, summaries, stateOf } = await start();
    const sync = { runId: "elsewhere", profile: "TV shows", total: 2 };
    await runs.note(sync, "srv", titled(1, "requested"));
    assert.deepEqual(
      seen.map(({ event }) => event),
      ["run-started"],
    );
    assert.equal(await stateOf("elsewhere"), "running");
    assert.equal((await store.run("elsewhere"))?.profile, "TV shows");
    await runs.record("elsewhere", "srv", titled(2, "not_found"));
    assert.equal(await stateOf("elsewhere"), "running");
    await clock.pass(IDLE);
    assert.equal(summaries[0]?.text, "1 title requested, 1 not found.");
  });

  it("without any is shared by the profile until it is idle", async () => {
    const { store, clock, runs, stateOf } = await start();
    const id = await runs.join(undefined);
    assert.equal(await runs.join({}), id);
    assert.notEqual(await runs.join(undefined, "4K"), id);
    assert.equal((await store.run(id))?.profile, "Main");
    await runs.record(id, "srv", titled(1, "requested"));
    await clock.pass(IDLE);
    assert.equal(await stateOf(id), "completed");
    assert.notEqual(await runs.join(undefined), id);
  });

  it("that belongs to none is of the profile that the message names, and a dry run where that was one", async () => {
    const { store, runs } = await start();
    const left = { profile: "4K", trigger: "left-lists", dryRun: true };
    const id = await runs.join(left, "Main");
    const { profile, trigger, dryRun } = (await store.run(id)) ?? sampleRun();
    assert.deepEqual({ profile, trigger, dryRun }, left);
    assert.equal(await runs.join(left), id);
    assert.notEqual(await runs.join({ ...left, dryRun: false }), id);
    assert.notEqual(await runs.join(undefined, "4K"), id);
  });

  it("that belongs to none keeps no sync of its profile waiting", async () => {
    const { runs, stateOf } = await start();
    const gathering = await runs.join({ profile: "Main", trigger: "left-lists" });
    assert.equal(runs.isBusy("Main"), false);
    const { id } = await runs.queue({ profile: "Main", trigger: "manual" });
    assert.equal(runs.isBusy("Main"), true);
    assert.deepEqual([await stateOf(gathering), await stateOf(id)], ["running", "running"]);
  });

  it("that belongs to none ends with the last title that was announced", async () => {
    const { runs, stateOf } = await start();
    const id = await runs.join({ profile: "Main", trigger: "left-lists", total: 2 });
    await runs.record(id, "srv", titled(1, "cancelled"));
    assert.equal(await stateOf(id), "running");
    await runs.record(id, "srv", titled(2, "skipped"));
    assert.equal(await stateOf(id), "completed");
  });

  it("has to be joined before something is recorded in it", async () => {
    const { runs } = await start();
    await assert.rejects(() => runs.record("unknown", "srv", titled(1, "requested")), {
      code: "state-failed",
      message: /run unknown is not in this sync database/,
    });
  });
});
