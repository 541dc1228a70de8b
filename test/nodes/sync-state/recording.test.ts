import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { flowNodes } from "../../support/flow-nodes.ts";
import { errorOf, itemOf, itemsOf, summaryOf } from "../../support/overseerr-flow.ts";
import { item, outcome, stateFlowPerTest, sync } from "../../support/state-flow.ts";

describe("sync-state", () => {
  const { startFlow, remembering, record } = stateFlowPerTest();

  it("shows a red ring and answers each message when it has no database", async () => {
    const flow = await startFlow([flowNodes.state({ database: "" }), ...flowNodes.errors()]);
    await flow.shows(
      "state",
      ({ text, fill, shape }) => text === "no database" && fill === "red" && shape === "ring",
    );
    flow.send("state", { payload: item(603, "The Matrix") });
    assert.equal(errorOf((await flow.sink("errors").count(1))[0]).code, "no-config");
  });

  it("says why a database cannot be opened", async () => {
    const flow = await remembering([], { file: "folder/state.db" });
    writeFileSync(join(flow.userDir, "folder"), "a file where the folder should be");
    flow.send("state", { payload: item(603, "The Matrix") });
    const [error] = await flow.sink("errors").count(1);
    assert.equal(errorOf(error).code, "state-open");
    await flow.shows("state", ({ text, fill }) => text === "cannot open file" && fill === "red");
  });

  it("refuses an operation that it does not know, and an outcome that there is not", async () => {
    const flow = await remembering([flowNodes.state({ id: "odd", operation: "guess", wires: [[], []] })]);
    flow.send("odd", {});
    flow.send("query", { query: { statuses: ["lost"] } });
    const errors = await flow.sink("errors").count(2);
    assert.deepEqual(errors.map((msg) => errorOf(msg).code).sort(), ["bad-config", "bad-input"]);
  });

  it("tells only of runs whose titles pass through it, unless it has a profile", async () => {
    const flow = await remembering([
      flowNodes.state({ id: "other", wires: [[], ["others"]] }),
      flowNodes.sink("others"),
      flowNodes.state({ id: "main", profile: "Main", wires: [[], ["mains"]] }),
      flowNodes.sink("mains"),
    ]);
    for (const id of ["others", "mains"]) flow.sink(id);
    flow.send("state", { payload: item(603, "The Matrix", outcome("requested")), sync: sync("r1", 1) });
    await flow.sink("summaries").count(1);
    await flow.sink("mains").count(1);
    assert.deepEqual(flow.sink("others").messages, []);
    flow.send("other", { payload: item(949, "Heat", outcome("requested")), sync: sync("r2", 1) });
    await flow.sink("others").count(1);
    await flow.sink("mains").count(2);
    assert.equal(flow.sink("summaries").messages.length, 1);
  });

  it("passes on what it recorded, and sends the summary once all titles of the run are there", async () => {
    const flow = await remembering();
    flow.send("state", {
      payload: item(603, "The Matrix", outcome("requested")),
      sync: sync("r1", 3),
      topic: "kept",
    });
    const [answer] = await flow.sink("answers").count(1);
    assert.deepEqual([itemOf(answer).title, answer?.topic], ["The Matrix", "kept"]);
    assert.deepEqual(flow.sink("summaries").messages, []);
    const rest = [item(949, "Heat", outcome("failed")), item(604, "Reloaded", outcome("already_available"))];
    flow.send("state", { payload: rest, sync: sync("r1", 3) });
    const [msg] = await flow.sink("summaries").count(1);
    const summary = summaryOf(msg);
    assert.equal(itemsOf(flow.sink("answers").messages[1]).length, 2);
    assert.equal(summary.state, "completed_with_errors");
    assert.deepEqual(summary.counts, { requested: 1, failed: 1, already_available: 1 });
    assert.deepEqual([summary.requested, msg?.topic], [["The Matrix (1999)"], "Main"]);
    await flow.shows(
      "state",
      ({ text, fill }) => fill === "red" && text === "1 failed, 1 requested, 1 already there",
    );
    assert.equal(flow.sink("summaries").messages.length, 1);
    assert.equal(flow.sink("completed").messages.length, 2);
  });

  it("records into the default file of the user directory", async () => {
    const flow = await remembering();
    await record(flow, "r1", item(603, "The Matrix", outcome("requested")));
    assert.ok(existsSync(join(flow.userDir, "list-sync", "state.db")));
  });

  it("ends a run that a filter cut short once it is quiet", async () => {
    const flow = await remembering([], { idleTime: "1" });
    flow.send("state", { payload: item(603, "The Matrix", outcome("requested")), sync: sync("r1", 2) });
    const [msg] = await flow.sink("summaries").count(1);
    assert.equal(summaryOf(msg).missing, 1);
  });

  it("sends only summaries of its own profile", async () => {
    const other = flowNodes.state({ id: "other", profile: "4K", wires: [[], ["other summaries"]] });
    const flow = await remembering([other, flowNodes.sink("other summaries")]);
    flow.sink("other summaries");
    await record(flow, "r1", item(603, "The Matrix", outcome("requested")));
    flow.send("state", {
      payload: item(949, "Heat", outcome("requested")),
      sync: { ...sync("r2", 1), profile: "4K" },
    });
    const [msg] = await flow.sink("other summaries").count(1);
    assert.equal(summaryOf(msg).profile, "4K");
  });
});
