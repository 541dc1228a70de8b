import assert from "node:assert/strict";
import type { Run } from "../../../src/runs/run.ts";
import type { HistoryEntry, StoredItem } from "../../../src/state/port/titles.ts";
import { flowNodes } from "../../support/flow-nodes.ts";
import { errorOf, itemsOf, summaryOf } from "../../support/overseerr-flow.ts";
import { item, outcome, stateFlowPerTest, sync } from "../../support/state-flow.ts";

describe("sync-state", () => {
  const { remembering, ask, record } = stateFlowPerTest();

  it("looks titles up by the dialog and the message", async () => {
    const flow = await remembering([
      flowNodes.state({
        id: "failed",
        operation: "query",
        statuses: ["failed"],
        limit: "1",
        wires: [["found"], []],
      }),
      flowNodes.sink("found"),
    ]);
    flow.sink("found");
    await record(
      flow,
      "r1",
      ...[1, 2, 3].map((tmdb) => item(tmdb, `Film ${tmdb}`, outcome(tmdb > 1 ? "failed" : "requested"))),
    );
    flow.send("failed", { topic: "kept" });
    const [msg] = await flow.sink("found").count(1);
    assert.deepEqual([itemsOf(msg).length, msg?.total, msg?.topic], [1, 2, "kept"]);
    const { payload } = await ask(flow, "query", { query: { text: "film 1", statuses: "requested,failed" } });
    const [found] = payload as StoredItem[];
    assert.deepEqual(
      [found?.item.title, found?.outcome?.status, found?.runId],
      ["Film 1", "requested", "r1"],
    );
  });

  it("tells a title's history, by item or by key", async () => {
    const flow = await remembering();
    await record(flow, "r1", item(603, "The Matrix", outcome("failed")));
    await record(flow, "r2", item(603, "The Matrix", outcome("requested")));
    const { payload } = await ask(flow, "history", { payload: "movie:tmdb:603" });
    assert.deepEqual(
      (payload as HistoryEntry[]).map(({ runId, outcome: done }) => [runId, done.status]),
      [
        ["r2", "requested"],
        ["r1", "failed"],
      ],
    );
  });

  it("lists the runs and sums up the last one that has ended", async () => {
    const flow = await remembering();
    assert.equal((await ask(flow, "summary")).payload, null);
    await record(flow, "r1", item(603, "The Matrix", outcome("requested")));
    flow.send("state", { payload: item(949, "Heat", outcome("requested")), sync: sync("r2", 2) });
    await flow.sink("completed").count(2);
    const runs = (await ask(flow, "runs")).payload as Run[];
    assert.deepEqual(runs.map(({ id, state }) => [id, state]).sort(), [
      ["r1", "completed"],
      ["r2", "running"],
    ]);
    assert.equal(summaryOf((await ask(flow, "summary")).message).runId, "r1");
    assert.equal((await ask(flow, "summary", { profile: "4K" })).payload, null);
  });

  for (const [operation, query] of [
    ["runs", { statuses: "failed" }],
    ["cancel", { runId: "r1" }],
    ["summary", { since: "2026-11-21" }],
    ["backup", { backupfile: "copy.db" }],
    ["retry", { backupFile: "copy.db" }],
  ] as const)
    it(`refuses by name what ${operation} does not heed in msg.query: ${Object.keys(query)}`, async () => {
      const flow = await remembering();
      flow.send(operation, { query: { ...query, profile: "", text: null } });
      const [error] = await flow.sink("errors").count(1);
      assert.match(errorOf(error).message, new RegExp(`"${operation}" has .*"${Object.keys(query)}"`));
      assert.deepEqual(flow.sink(`${operation} 1`).messages, []);
    });
});
