import assert from "node:assert/strict";
import { itemOf, summaryOf, syncOf } from "../../support/overseerr-flow.ts";
import { item, outcome, stateFlowPerTest } from "../../support/state-flow.ts";

describe("sync-state", () => {
  const { remembering, ask, record } = stateFlowPerTest();

  it("sends failed titles again as a run of their own, without what went wrong", async () => {
    const flow = await remembering();
    await record(
      flow,
      "r1",
      item(603, "The Matrix", outcome("requested")),
      item(949, "Heat", outcome("failed")),
    );
    const { message } = await ask(flow, "retry", { topic: "kept" });
    assert.deepEqual(
      [itemOf(message).title, itemOf(message).outcome, message?.topic],
      ["Heat", undefined, "kept"],
    );
    const { runId, trigger, total } = syncOf(message);
    assert.deepEqual([trigger, total], ["retry", 1]);
    flow.send("state", { payload: item(949, "Heat", outcome("requested")), sync: syncOf(message) });
    assert.equal(summaryOf((await flow.sink("summaries").count(2))[1]).runId, runId);
    flow.send("retry", {});
    await flow.shows("retry", ({ text }) => text === "nothing failed");
  });

  it("sends failed titles again as a dry run where the message says so, in a word as well", async () => {
    const flow = await remembering();
    await record(flow, "r1", item(949, "Heat", outcome("failed")));
    const { message } = await ask(flow, "retry", { dryRun: "true" });
    assert.equal(syncOf(message).dryRun, true);
  });
});
