import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { CancelledError } from "../../../src/errors.ts";
import { describeRuns, titled } from "../../support/runs.ts";

describeRuns("begins", (start) => {
  it("running, and is in the store at once", async () => {
    const { store, runs, seen } = await start();
    const run = await runs.begin({ profile: "4K", trigger: "schedule", dryRun: true });
    assert.deepEqual(await store.run(run.id), run);
    assert.equal(run.state, "running");
    assert.equal(run.dryRun, true);
    assert.deepEqual(runs.current("4K"), run);
    assert.equal(runs.current("Main"), undefined);
    assert.deepEqual(
      seen.map(({ event }) => event),
      ["run-started"],
    );
  });

  it("beside another one where that is wanted", async () => {
    const { runs, begin } = await start();
    const [first, second] = [await begin(), await begin()];
    assert.equal(runs.current("Main")?.id, second);
    assert.deepEqual(
      runs.running().map(({ id }) => id),
      [second, first],
    );
  });

  it("in its turn where it waits for others", async () => {
    const { runs, beginWith } = await start();
    const first = await beginWith(1);
    const order: string[] = [];
    const wait = (trigger: string) =>
      runs.queue({ profile: "Main", trigger }).then((run) => {
        order.push(run.trigger);
        return run;
      });
    const [second, third] = [wait("second"), wait("third")];
    await setImmediate();
    assert.deepEqual(order, []);

    await runs.record(first, "srv", titled(1, "requested"));
    const { id } = await second;
    await setImmediate();
    assert.deepEqual(order, ["second"]);
    runs.cancel(id);
    await third;
    assert.deepEqual(order, ["second", "third"]);
  });

  it("only when none of several is left that run", async () => {
    const { runs, begin } = await start();
    const [first, second] = [await begin(), await begin()];
    const queued = runs.queue({ profile: "Main", trigger: "queued" });
    runs.cancel(first);
    assert.deepEqual(
      runs.running().map(({ id }) => id),
      [second],
    );
    runs.cancel(second);
    assert.deepEqual(runs.running(), [await queued]);
  });

  it("at once where nobody is before it", async () => {
    const { runs, begin } = await start();
    await begin("4K");
    assert.equal((await runs.queue({ profile: "Main", trigger: "manual" })).state, "running");
  });

  it("not at all when the one who waits is cancelled, and the next one's turn comes", async () => {
    const { runs, begin } = await start();
    const first = await begin();
    const controller = new AbortController();
    const given = runs.queue({ profile: "Main", trigger: "given up" }, controller.signal);
    const next = runs.queue({ profile: "Main", trigger: "next" });
    controller.abort();
    await assert.rejects(given, CancelledError);
    runs.cancel(first);
    assert.equal((await next).trigger, "next");
    await assert.rejects(
      runs.queue({ profile: "Main", trigger: "late" }, AbortSignal.abort()),
      CancelledError,
    );
  });
});
