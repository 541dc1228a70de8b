import assert from "node:assert/strict";
import { join } from "node:path";
import { registerProvider, unregisterProvider } from "../../src/lists/registry.ts";
import { shareMemory } from "../../src/runs/memory.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { poll } from "../support/node-red.ts";
import { errorOf, summaryOf } from "../support/overseerr-flow.ts";
import { around, brokenList, films, payloadList, sourceFlowPerTest } from "../support/source-flow.ts";

/** A provider whose lists are read when told to. */
function gatedProvider() {
  const gates: (() => void)[] = [];
  registerProvider(
    {
      id: "gated",
      name: "Gated",
      forms: [{ example: "gated:1", meaning: "a list that is read when the test says so" }],
      parse: (input) =>
        input.startsWith("gated:") ? { provider: "gated", kind: "list", id: input, label: input } : undefined,
      fetch: (_list, { signal }) =>
        new Promise((resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          gates.push(() => resolve({ items: [], complete: true, via: "http", warnings: [] }));
        }),
    },
    { replace: true },
  );
  return gates;
}

describe("runs of list-source", () => {
  const { sourcing } = sourceFlowPerTest();
  after(() => void unregisterProvider("gated"));

  describe("while a run is on", () => {
    const lists = ["gated:1"];

    it("skips another one, unless it is of another profile", async () => {
      const gates = gatedProvider();
      const flow = await sourcing({ lists });
      flow.send("source", {});
      await poll(() => gates[0], "the list to be asked for");
      flow.send("source", {});
      await flow.sink("completed").count(1);
      assert.equal(gates.length, 1);
      flow.send("source", { profile: "4K", lists: ["gated:2"] });
      await poll(() => gates[1], "the other profile");
      for (const open of gates) open();
      await flow.sink("completed").count(3);
    });

    it("lets another one wait for its end", async () => {
      const gates = gatedProvider();
      const flow = await sourcing({ lists, whenRunning: "queue" });
      flow.send("source", {});
      flow.send("source", {});
      await poll(() => gates[0], "the first run");
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(gates.length, 1);
      gates[0]?.();
      await poll(() => gates[1], "the second run");
      gates[1]?.();
      await flow.sink("completed").count(2);
    });

    it("starts another one anyway", async () => {
      const gates = gatedProvider();
      const flow = await sourcing({ lists, whenRunning: "start" });
      flow.send("source", {});
      flow.send("source", { lists: ["gated:2"] });
      await poll(() => gates[1], "the second run");
      for (const open of gates) open();
      await flow.sink("completed").count(2);
    });

    it("stops it and those that wait, without waiting behind them", async () => {
      const gates = gatedProvider();
      const flow = await sourcing({ lists, whenRunning: "queue" });
      for (let count = 0; count < 3; count++) flow.send("source", {});
      await poll(() => gates[0], "the list to be asked for");
      flow.send("source", { cancel: true });
      await flow.sink("completed").count(4);
      await flow.shows("source", ({ text, fill }) => fill === "grey" && text === "cancelled");
      assert.equal(gates.length, 1);
      assert.deepEqual(flow.sink("errors").messages, []);
    });

    it("shows how far it is", async () => {
      const gates = gatedProvider();
      const flow = await sourcing({ lists: [...lists, payloadList] });
      flow.send("source", { payload: films });
      await flow.shows("source", ({ text, fill }) => fill === "blue" && text === "1/2 lists · 2 items");
      for (const open of gates) open();
      await flow.sink("completed").count(1);
    });

    it("is stopped by a new deployment, which answers its message", async () => {
      const gates = gatedProvider();
      const flow = await sourcing({ lists });
      flow.send("source", {});
      await poll(() => gates[0], "the list to be asked for");
      await flow.deploy([flowNodes.source({ lists, name: "changed" }), ...around], "nodes");
      assert.equal(errorOf((await flow.sink("errors").count(1))[0]).code, "cancelled");
    });
  });

  describe("with a database", () => {
    const memory = [
      flowNodes.database(),
      flowNodes.state(),
      flowNodes.sink("answers"),
      flowNodes.sink("summaries"),
    ];

    it("ends a run without titles by itself, with a summary", async () => {
      const flow = await sourcing({ lists: [payloadList], database: "database" }, memory);
      flow.send("source", { payload: [] });
      const [msg] = await flow.sink("summaries").count(1);
      assert.equal(summaryOf(msg).state, "completed");
    });

    it("ends a run whose lists all failed, with a summary", async () => {
      const flow = await sourcing({ lists: [brokenList], database: "database" }, memory);
      flow.send("source", {});
      const [msg] = await flow.sink("summaries").count(1);
      const summary = summaryOf(msg);
      assert.deepEqual([summary.state, summary.error?.code], ["failed", "all-lists-failed"]);
      assert.equal(summary.lists[0]?.error?.code, "not-found");
    });

    it("skips another run until every title of the first is recorded", async () => {
      const flow = await sourcing({ lists: [payloadList], database: "database" }, memory);
      flow.send("source", { payload: films });
      const messages = [...(await flow.sink("items").count(2))];
      flow.send("source", { payload: films });
      await flow.shows("source", ({ text }) => text === "already running");
      for (const msg of messages) flow.send("state", msg);
      await flow.sink("summaries").count(1);
      flow.send("source", { payload: films });
      await flow.sink("items").count(4);
    });
  });

  it("holds back what a schedule starts while automatic sync is off, and nothing else", async () => {
    const flow = await sourcing({ lists: [payloadList], database: "database" }, [
      flowNodes.database(),
      flowNodes.source({ id: "other", lists: [payloadList], database: "database", profile: "4K" }),
    ]);
    const memory = shareMemory({ file: join(flow.userDir, "list-sync/state.db") });
    await (await memory.runs()).setSettings("Main", { automatic: false });
    flow.send("source", { payload: films, trigger: "schedule" });
    await flow.shows("source", ({ text, fill }) => text === "automatic sync is off" && fill === "grey");
    await flow.sink("completed").count(1);
    assert.deepEqual([flow.sink("items").messages, await (await memory.store()).runs()], [[], []]);
    flow.send("other", { payload: films, trigger: "manual" });
    await flow.sink("items").count(2);
    for (const trigger of ["manual", "home-assistant", undefined])
      flow.send("source", { payload: films, profile: String(trigger), ...(trigger && { trigger }) });
    await flow.sink("items").count(8);
    flow.send("source", { payload: films, trigger: "manual" });
    await flow.sink("items").count(10);
    for (const { id } of (await memory.runs()).running()) (await memory.runs()).cancel(id);
    await (await memory.runs()).setSettings("Main", { automatic: true });
    flow.send("source", { payload: films, trigger: "schedule" });
    await flow.sink("items").count(12);
    await memory.close();
    assert.deepEqual(flow.sink("errors").messages, []);
  });

  it("begins the first sync of a profile only when somebody asks for it, and says so", async () => {
    const flow = await sourcing({ lists: [payloadList], database: "database" }, [flowNodes.database()]);
    const memory = shareMemory({ file: join(flow.userDir, "list-sync/state.db") });
    for (const unasked of [
      { trigger: "schedule" },
      { trigger: "home-assistant", topic: "homeassistant_started" },
    ]) {
      flow.send("source", { payload: films, ...unasked });
      await flow.shows(
        "source",
        ({ text, fill }) => text === "first sync: press Sync now or Dry run" && fill === "yellow",
      );
    }
    await flow.sink("completed").count(2);
    assert.deepEqual([flow.sink("items").messages, await (await memory.store()).runs()], [[], []]);

    flow.send("source", { payload: films, trigger: "manual" });
    await flow.sink("items").count(2);
    for (const { id } of (await memory.runs()).running()) (await memory.runs()).cancel(id);
    flow.send("source", { payload: films, trigger: "schedule" });
    await flow.sink("items").count(4);
    await memory.close();
    assert.deepEqual(flow.sink("errors").messages, []);
  });

  for (const [word, expected] of [
    ["true", 2],
    ["false", 0],
    ["", 0],
  ] as const)
    it(`${expected ? "lets" : "lets no"} first sync begin by itself with AUTOMATED_MODE=${word}`, async () => {
      process.env.AUTOMATED_MODE = word;
      try {
        const flow = await sourcing({ lists: [payloadList], database: "database" }, [flowNodes.database()]);
        flow.send("source", { payload: films, trigger: "schedule" });
        await flow.sink("completed").count(1);
        assert.equal(flow.sink("items").messages.length, expected);
      } finally {
        delete process.env.AUTOMATED_MODE;
      }
    });

  it("goes on beginning scheduled syncs where no database could know of an earlier one", async () => {
    const flow = await sourcing({ lists: [payloadList] });
    flow.send("source", { payload: films, trigger: "schedule" });
    await flow.sink("items").count(2);
  });
});
