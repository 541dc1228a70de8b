import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { flowNodes } from "../../support/flow-nodes.ts";
import { summaryOf } from "../../support/overseerr-flow.ts";
import { item, outcome, stateFlowPerTest, sync } from "../../support/state-flow.ts";

describe("sync-state", () => {
  const { remembering, ask, record } = stateFlowPerTest();

  it("cancels what is running", async () => {
    const flow = await remembering();
    flow.send("state", { payload: item(603, "The Matrix", outcome("requested")), sync: sync("r1", 2) });
    await flow.sink("completed").count(1);
    assert.deepEqual((await ask(flow, "cancel")).payload, { cancelled: ["r1"] });
    assert.equal(summaryOf((await flow.sink("summaries").count(1))[0]).state, "cancelled");
    assert.deepEqual((await ask(flow, "cancel")).payload, { cancelled: [] });
  });

  it("writes a copy that can be opened, at a path from the user directory", async () => {
    const flow = await remembering();
    await record(flow, "r1", item(603, "The Matrix", outcome("requested")));
    const { payload } = await ask(flow, "backup", { query: { backupFile: "copies/one.db" } });
    const { file } = payload as { file: string };
    assert.equal(file, join(flow.userDir, "copies", "one.db"));
    const copy = await openStore({ file });
    assert.equal((await copy.run("r1"))?.state, "completed");
    await copy.close();
  });

  it("looks after the database, and says how large it is", async () => {
    const flow = await remembering();
    await record(flow, "r1", item(603, "The Matrix", outcome("requested")));
    const { payload } = await ask(flow, "maintain");
    const { problems, file } = payload as { problems: string[]; file: number };
    assert.deepEqual(problems, []);
    assert.ok(file > 0);
  });

  describe("when it is deployed anew", () => {
    it("loses nothing that was recorded, and goes on", async () => {
      const flow = await remembering();
      const titles = Array.from({ length: 500 }, (_, index) =>
        item(index + 1, `Film ${index}`, outcome("requested")),
      );
      for (const payload of titles) flow.send("state", { payload, sync: sync("r1", 1000) });
      await flow.sink("completed").count(500);
      const file = join(flow.userDir, "list-sync", "state.db");
      await flow.deploy([flowNodes.database({ name: "changed" }), flowNodes.state()]);
      const store = await openStore({ file });
      assert.equal((await store.recordedKeys("r1")).size, 500);
      assert.equal((await store.run("r1"))?.state, "interrupted");
      await store.close();
    });

    it("shares one store between two configurations of the same file", async () => {
      const second = flowNodes.database({ id: "second", file: "list-sync/../list-sync/state.db" });
      const third = flowNodes.state({
        id: "third",
        database: "second",
        profile: "Main",
        wires: [[], ["third summaries"]],
      });
      const flow = await remembering([second, third, flowNodes.sink("third summaries")]);
      mkdirSync(join(flow.userDir, "list-sync"), { recursive: true });
      flow.sink("third summaries");
      await record(flow, "r1", item(603, "The Matrix", outcome("requested")));
      assert.equal(summaryOf((await flow.sink("third summaries").count(1))[0]).runId, "r1");
    });
  });
});
