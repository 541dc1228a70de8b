import assert from "node:assert/strict";
import { itemsOf, summaryOf } from "../../support/overseerr-flow.ts";
import { item, outcome, stateFlowPerTest, sync } from "../../support/state-flow.ts";

describe("sync-state", () => {
  const { remembering, record } = stateFlowPerTest();

  it("skips what is known, on its second output, and counts it in the run", async () => {
    const flow = await remembering();
    const long = new Date(Date.now() - 25 * 3_600_000).toISOString();
    await record(
      flow,
      "r1",
      item(603, "The Matrix", outcome("requested")),
      item(949, "Heat", outcome("failed")),
      item(604, "Reloaded", outcome("requested", long)),
    );
    const payload = [
      item(603, "The Matrix"),
      item(949, "Heat"),
      item(604, "Reloaded"),
      item(605, "Revolutions"),
    ];
    flow.send("skip-known", { payload, sync: sync("r2", 4) });
    const [todo] = await flow.sink("skip-known 1").count(1);
    const [skipped] = await flow.sink("skip-known 2").count(1);
    assert.deepEqual(
      itemsOf(todo).map(({ title }) => title),
      ["Heat", "Reloaded", "Revolutions"],
    );
    assert.deepEqual(
      itemsOf(skipped).map(({ title, outcome: done }) => [title, done?.status]),
      [["The Matrix", "skipped"]],
    );
    flow.send("state", {
      payload: itemsOf(todo).map((one) => ({ ...one, outcome: outcome("requested") })),
      sync: sync("r2", 4),
    });
    const summary = summaryOf((await flow.sink("summaries").count(2))[1]);
    assert.deepEqual([summary.counts.skipped, summary.missing], [1, 0]);
  });

  it("goes on skipping what was skipped before", async () => {
    const flow = await remembering();
    await record(flow, "r1", item(603, "The Matrix", outcome("requested")));
    for (const runId of ["r2", "r3"])
      flow.send("skip-known", { payload: item(603, "The Matrix"), sync: sync(runId, 1) });
    await flow.sink("skip-known 2").count(2);
    assert.deepEqual(flow.sink("skip-known 1").messages, []);
  });
});
