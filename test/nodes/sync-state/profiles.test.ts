import assert from "node:assert/strict";
import type { Run } from "../../../src/runs/run.ts";
import { itemOf, summaryOf, syncOf } from "../../support/overseerr-flow.ts";
import { item, outcome, stateFlowPerTest, sync } from "../../support/state-flow.ts";

describe("sync-state", () => {
  const { remembering, ask } = stateFlowPerTest();

  async function twoProfiles() {
    const flow = await remembering();
    for (const [runId, profile, title] of [
      ["r1", "Main", item(603, "The Matrix", outcome("failed"))],
      ["r2", "4K", item(949, "Heat", outcome("failed"))],
    ] as const) {
      flow.send("state", { payload: title, sync: { ...sync(runId, 1), profile } });
      await flow.sink("summaries").count(runId === "r1" ? 1 : 2);
    }
    return flow;
  }

  for (const query of [{ profile: "4K" }, { runId: "r2" }])
    it(`files a retry under the profile whose titles are asked for: ${JSON.stringify(query)}`, async () => {
      const flow = await twoProfiles();
      const { message } = await ask(flow, "retry", { query });
      assert.deepEqual([itemOf(message).title, syncOf(message).profile], ["Heat", "4K"]);
    });

  it("retries no more titles than msg.query asks for", async () => {
    const flow = await twoProfiles();
    const { message } = await ask(flow, "retry", { query: { limit: 1 } });
    assert.equal(syncOf(message).total, 1);
  });

  it("lists, sums up and cancels the runs of the profile in msg.query", async () => {
    const flow = await twoProfiles();
    const idsOf = async (query: object) =>
      ((await ask(flow, "runs", { query })).payload as Run[]).map(({ id }) => id);
    assert.deepEqual(await idsOf({ profile: "4K" }), ["r2"]);
    assert.deepEqual((await idsOf({ limit: 1, offset: 1 })).length, 1);
    assert.equal(summaryOf((await ask(flow, "summary", { query: { profile: "Main" } })).message).runId, "r1");
    flow.send("state", { payload: item(13, "Forrest Gump", outcome("failed")), sync: sync("r3", 2) });
    await flow.sink("completed").count(3);
    assert.deepEqual((await ask(flow, "cancel", { query: { profile: "4K" } })).payload, { cancelled: [] });
    assert.deepEqual((await ask(flow, "cancel", { query: { profile: "Main" } })).payload, {
      cancelled: ["r3"],
    });
  });
});
