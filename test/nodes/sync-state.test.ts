import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "../../src/items/item.ts";
import { openStore } from "../../src/state/sqlite-store.ts";
import type { HistoryEntry, Run, StoredItem } from "../../src/state/store.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { type FlowNode, flowPerTest, type RunningFlow } from "../support/node-red.ts";
import { errorOf, itemOf, itemsOf, summaryOf, syncOf } from "../support/overseerr-flow.ts";

const outcome = (status: Outcome["status"], at = new Date().toISOString()): Outcome => ({ status, at });
const item = (tmdb: number, title: string, done?: Outcome) => ({
  title,
  year: 1999,
  mediaType: "movie",
  ids: { tmdb },
  sources: [],
  ...(done && { outcome: done }),
});
const sync = (runId: string, total?: number) => ({
  runId,
  profile: "Main",
  trigger: "manual",
  dryRun: false,
  startedAt: new Date().toISOString(),
  ...(total !== undefined && { total }),
});

describe("sync-state", () => {
  const startFlow = flowPerTest();

  /** Every operation as a node of its own, all on one database. */
  async function remembering(more: FlowNode[] = [], database: Record<string, unknown> = {}) {
    const operations = ["skip-known", "query", "history", "runs", "summary", "retry", "cancel", "backup"];
    const flow = await startFlow([
      flowNodes.database(database),
      flowNodes.state(),
      ...operations.map((operation) =>
        flowNodes.state({ id: operation, operation, wires: [[`${operation} 1`], [`${operation} 2`]] }),
      ),
      ...operations.flatMap((operation) => [
        flowNodes.sink(`${operation} 1`),
        flowNodes.sink(`${operation} 2`),
      ]),
      flowNodes.sink("answers"),
      flowNodes.sink("summaries"),
      ...flowNodes.errors(),
      ...flowNodes.completed("state"),
      ...more,
    ]);
    for (const id of ["answers", "summaries", "errors", "completed", "skip-known 1", "skip-known 2"])
      flow.sink(id);
    return flow;
  }

  async function ask(flow: RunningFlow, operation: string, msg: Record<string, unknown> = {}) {
    const sink = flow.sink(`${operation} 1`);
    const before = sink.messages.length;
    flow.send(operation, msg);
    const message = (await sink.count(before + 1)).at(-1);
    return { message, payload: message?.payload };
  }

  async function record(flow: RunningFlow, runId: string, ...items: object[]) {
    const sink = flow.sink("summaries");
    const before = sink.messages.length;
    for (const payload of items) flow.send("state", { payload, sync: sync(runId, items.length) });
    return summaryOf((await sink.count(before + 1)).at(-1));
  }

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
    const copy = openStore({ file });
    assert.equal(copy.run("r1")?.state, "completed");
    copy.close();
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
      const store = openStore({ file });
      assert.equal(store.recordedKeys("r1").size, 500);
      assert.equal(store.run("r1")?.state, "interrupted");
      store.close();
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
