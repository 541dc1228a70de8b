import assert from "node:assert/strict";
import { createRuns } from "../../../src/runs/create-runs.ts";
import type { RunLog } from "../../../src/runs/run-log.ts";
import { createScopes } from "../../../src/runs/scopes.ts";
import { StateError } from "../../../src/state/state-error.ts";
import { describeRuns, IDLE, titled } from "../../support/runs.ts";

describeRuns("whose end cannot be stored", (start) => {
  /** Lets another program hold the file until it is given back. */
  function lock(store: RunLog): () => void {
    const { updateRun } = store;
    store.updateRun = () => {
      throw new StateError("state-failed", "The database is locked.");
    };
    return () => {
      store.updateRun = updateRun;
    };
  }

  it("is stored and told of as soon as it can be, and complains once", async () => {
    const { store, clock, runs, summaries, beginWith, stateOf } = await start();
    const id = await beginWith(1);
    await store.record(id, "srv", titled(1, "requested"), clock.now().toISOString());
    const complaints: unknown[] = [];
    runs.on("state-failed", (_run, error) => complaints.push(error));
    const unlock = lock(store);
    runs.cancel(id);
    await clock.pass(IDLE);
    await clock.pass(60_000);
    assert.equal(complaints.length, 1);
    assert.deepEqual([await stateOf(id), summaries.length], ["running", 0]);
    unlock();
    await clock.pass(10_000);
    assert.equal(await stateOf(id), "cancelled");
    assert.deepEqual([summaries.length, summaries[0]?.counts.requested], [1, 1]);
    assert.equal(clock.pending(), 0);
  });

  it("keeps what belongs to it until its end is told, however late", async () => {
    const { store, clock } = await start();
    const { now, timer } = clock;
    const scopes = createScopes(undefined, () => now().getTime(), timer);
    const own = await createRuns({ log: store, idleMs: IDLE, now, timer, scopes });
    const { id } = await own.begin({ profile: "Main", trigger: "manual" });
    const owner = {};
    scopes.find(id)?.part(owner, () => "remembered");
    const told: unknown[] = [];
    own.on("run-finished", (run) => told.push(scopes.find(run.id)?.part(owner, () => "forgotten")));
    const unlock = lock(store);
    own.cancel(id);
    await clock.pass(IDLE + 10 * 60_000);
    unlock();
    await clock.pass(10_000);
    assert.deepEqual(told, ["remembered"]);
    await clock.pass(10 * 60_000);
    assert.equal(scopes.size, 0);
    await own.close();
  });

  it("is stored at the latest when the database is closed", async () => {
    const { store, clock, runs, beginWith, stateOf } = await start();
    const id = await beginWith(1);
    const unlock = lock(store);
    runs.cancel(id);
    await clock.pass(IDLE);
    unlock();
    await runs.close();
    assert.equal(await stateOf(id), "cancelled");
    assert.equal(clock.pending(), 0);
  });
});
