import assert from "node:assert/strict";
import { once } from "node:events";
import { unloggedRuns } from "../../../src/runs/unlogged-runs.ts";

describe("runs of a node without a database", () => {
  const start = { profile: "Main", trigger: "manual" };

  it("are those of the node that takes its place while they go on, and nobody else's", async () => {
    const before = unloggedRuns("a");
    const { id } = await (await before.runs()).begin(start);
    before.close();
    const after = unloggedRuns("a");
    assert.equal((await after.runs()).current("Main")?.id, id);
    const other = unloggedRuns("b");
    assert.equal((await other.runs()).current("Main"), undefined);
    for (const each of [after, other]) each.close();
  });

  it("are forgotten with the last of them, once the node is gone", async () => {
    const node = unloggedRuns("c");
    const runs = await node.runs();
    const { id } = await runs.begin(start);
    node.close();
    const ended = once(runs, "run-finished");
    runs.cancel(id);
    await ended;
    const again = unloggedRuns("c");
    assert.notEqual(await again.runs(), runs);
    again.close();
    const idle = unloggedRuns("c");
    assert.notEqual(await idle.runs(), await again.runs());
    idle.close();
  });
});
