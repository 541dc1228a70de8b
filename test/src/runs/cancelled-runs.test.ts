import assert from "node:assert/strict";
import { CancelledError, type ListSyncError, throwIfCancelled } from "../../../src/errors.ts";
import { linkSignals } from "../../../src/http/linked-signal.ts";
import { createRuns } from "../../../src/runs/create-runs.ts";
import { poll } from "../../support/poll.ts";
import { describeRuns, IDLE, titled } from "../../support/runs.ts";

describeRuns("that is cancelled", (start) => {
  it("tells everybody who works for it, and ends when they let go", async () => {
    const { store, runs, summaries, beginWith, stateOf } = await start();
    const id = await beginWith(2);
    const release = runs.hold(id);
    const signal = await runs.signal(id);
    assert.equal(signal.aborted, false);
    assert.equal(runs.cancel(id, "Somebody pressed the button."), true);
    assert.equal(runs.cancel(id), false);
    assert.equal(signal.aborted, true);
    assert.ok(signal.reason instanceof CancelledError);
    // what was under way when it was cancelled still counts
    await runs.record(id, "srv", titled(1, "requested"));
    release();
    await poll(() => summaries.length > 0 || undefined, "the summary");
    assert.equal(await stateOf(id), "cancelled");
    assert.equal((await store.run(id))?.error?.message, "Somebody pressed the button.");
    assert.equal(summaries.length, 1);
    assert.equal(summaries[0]?.text, "Cancelled: 1 title requested, 1 never recorded.");
  });

  it("tells those who come late why, as it tells those who worked for it", async () => {
    const { store, runs, summaries, beginWith } = await start();
    const reason = "Somebody pressed the button.";
    const id = await beginWith(2);
    const linked = linkSignals(new AbortController().signal, await runs.signal(id));
    runs.cancel(id, reason);
    await poll(() => summaries.length > 0 || undefined, "the summary");
    const later = await createRuns({ log: store });
    for (const signal of [await runs.signal(id), linked.signal, await later.signal(id)])
      assert.throws(() => throwIfCancelled(signal), { code: "cancelled", message: reason });
    await later.close();
  });

  it("keeps its reason when the database is closed before it has ended", async () => {
    const { store, runs, beginWith, stateOf } = await start();
    const [cancelled, failed] = [await beginWith(2), await beginWith(2)];
    for (const id of [cancelled, failed]) runs.hold(id);
    runs.cancel(cancelled, "Somebody pressed the button.");
    runs.fail(failed, { code: "state-locked", message: "The database is locked." });
    const signal = await runs.signal(failed);
    await runs.close();
    assert.deepEqual([await stateOf(cancelled), await stateOf(failed)], ["cancelled", "failed"]);
    assert.equal((await store.run(cancelled))?.error?.message, "Somebody pressed the button.");
    assert.equal((await store.run(failed))?.error?.code, "state-locked");
    assert.throws(
      () => throwIfCancelled(signal),
      ({ message, cause }: CancelledError) =>
        message === "The database is locked." && (cause as ListSyncError).code === "state-locked",
    );
  });

  it("ends at once when nobody works for it", async () => {
    const { runs, beginWith, stateOf } = await start();
    const id = await beginWith(2);
    runs.cancel(id);
    assert.equal(await stateOf(id), "cancelled");
  });

  it("does not wait for ever for one who does not let go", async () => {
    const { clock, runs, beginWith, stateOf } = await start();
    const id = await beginWith(2);
    runs.hold(id);
    await clock.pass(IDLE - 1);
    runs.cancel(id);
    await clock.pass(IDLE - 1);
    assert.equal(await stateOf(id), "running");
    await clock.pass(1);
    assert.equal(await stateOf(id), "cancelled");
  });

  it("is known as such by its signal, also after a restart", async () => {
    const { store, runs, begin } = await start();
    const id = await begin();
    runs.cancel(id);
    assert.equal((await runs.signal(id)).aborted, true);
    const later = await createRuns({ log: store });
    assert.equal((await later.signal(id)).aborted, true);
    assert.equal((await later.signal("unknown")).aborted, false);
    await later.close();
    assert.equal(runs.cancel("unknown"), false);
  });
});
