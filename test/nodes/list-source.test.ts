import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { unregisterProvider } from "../../src/lists/registry.ts";
import type { ListResult } from "../../src/runs/run.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { errorOf, itemOf, itemsOf, syncOf } from "../support/overseerr-flow.ts";
import { around, brokenList, films, payloadList, sourceFlowPerTest } from "../support/source-flow.ts";

describe("list-source", () => {
  const { startFlow, sourcing } = sourceFlowPerTest();

  it("asks for a list when it has none", async () => {
    const flow = await sourcing({ lists: [] });
    flow.send("source", {});
    const [error] = await flow.sink("errors").count(1);
    assert.equal(errorOf(error).code, "bad-config");
    assert.match(errorOf(error).message, /no list to read/);
    await flow.shows("source", ({ text, fill }) => fill === "red" && text === "check settings");
  });

  it("shows a red ring when its database is gone, and answers each message", async () => {
    const flow = await sourcing({ lists: [payloadList], database: "gone" });
    await flow.shows("source", ({ text, shape }) => text === "no database" && shape === "ring");
    flow.send("source", { payload: films });
    assert.equal(errorOf((await flow.sink("errors").count(1))[0]).code, "no-config");
  });

  it("names the value that is wrong in a list of the message", async () => {
    const flow = await sourcing({});
    flow.send("source", { lists: [{ list: "payload", yearFrom: "soon" }], payload: films });
    const [error] = await flow.sink("errors").count(1);
    assert.equal(errorOf(error).code, "bad-input");
    assert.match(errorOf(error).message, /List 1: `yearFrom`/);
  });

  it("sends a sequence that Join can put together again, inside the sequence it came in", async () => {
    const flow = await sourcing({ lists: [payloadList] });
    const parts = { id: "outer", index: 3, count: 4 };
    flow.send("source", { payload: films, topic: "kept", trigger: "schedule", parts });
    const messages = await flow.sink("items").count(2);
    assert.deepEqual(
      messages.map((msg) => itemOf(msg).title),
      ["The Matrix", "Heat"],
    );
    const sync = syncOf(messages[0]);
    assert.deepEqual(
      messages.map((msg) => msg.parts),
      [0, 1].map((index) => ({ id: sync.runId, index, count: 2, type: "array", len: 1, parts })),
    );
    assert.deepEqual([sync.profile, sync.trigger, sync.dryRun, sync.total], ["Main", "schedule", false, 2]);
    assert.equal(messages[1]?.topic, "kept");
    await flow.sink("completed").count(1);
    await flow.shows("source", ({ text, fill }) => fill === "green" && text === "2 items");
  });

  it("sends one array on request, also an empty one", async () => {
    const flow = await sourcing({
      lists: [payloadList],
      output: "array",
      dryRun: true,
      whenRunning: "queue",
    });
    flow.send("source", { payload: films });
    flow.send("source", { payload: [] });
    const [full, empty] = await flow.sink("items").count(2);
    assert.deepEqual([itemsOf(full).length, itemsOf(empty).length], [2, 0]);
    assert.equal(syncOf(full).dryRun, true);
  });

  it("sends nothing for an empty sequence, and is done", async () => {
    const flow = await sourcing({ lists: [payloadList] });
    flow.send("source", { payload: [] });
    await flow.sink("completed").count(1);
    assert.deepEqual(flow.sink("items").messages, []);
  });

  it("goes on with the other lists when one fails, and says which", async () => {
    const flow = await sourcing({ lists: [payloadList, brokenList] });
    flow.send("source", { payload: films });
    const [msg] = await flow.sink("items").count(2);
    const [read, broken] = syncOf(msg).lists as [ListResult, ListResult];
    assert.deepEqual([read.items, read.complete, read.error], [2, true, undefined]);
    assert.deepEqual([broken.items, broken.complete, broken.error?.code], [0, false, "not-found"]);
    await flow.shows(
      "source",
      ({ text, fill }) => fill === "yellow" && /^1 of 2 lists failed: /.test(text ?? ""),
    );
    assert.match(flow.log(), /gone\.txt|nowhere|not-found|cannot be/i, "the log names the list");
    assert.deepEqual(flow.sink("errors").messages, []);
  });

  it("tells Catch nodes when all lists fail, with what each of them said", async () => {
    const flow = await sourcing({
      lists: [brokenList, { list: "gone.json", provider: "own" }],
    });
    flow.send("source", {});
    const [error] = await flow.sink("errors").count(1);
    assert.equal(errorOf(error).code, "all-lists-failed");
    assert.match(errorOf(error).message, /None of the 2 lists could be read.*\/nowhere\/list\.json/);
    assert.deepEqual(
      syncOf(error).lists?.map((list) => list.error?.code),
      ["not-found", "not-found"],
    );
    await flow.shows("source", ({ text }) => text === "all lists failed");
    assert.deepEqual(flow.sink("items").messages, []);
  });

  it("takes lists of the message in place of its own, as one text too", async () => {
    const flow = await sourcing({ lists: [brokenList] });
    const file = join(flow.userDir, "mine.txt");
    writeFileSync(file, "Heat (1995)\n");
    flow.send("source", { lists: `payload, ${file}`, payload: films });
    const messages = await flow.sink("items").count(2);
    assert.equal(syncOf(messages[0]).lists?.length, 2);
    assert.equal(itemOf(messages[1]).sources.length, 2, "Heat stands on both");
  });

  describe("for its dialog", () => {
    it("says which list a text means", async () => {
      const flow = await sourcing({});
      const detect = async (list: string, provider = "detect") =>
        (await flow.request().get("/list-sync/list-source/detect").query({ list, provider }).expect(200))
          .body;
      const imdb = await detect("https://www.imdb.com/user/ur12345678/watchlist");
      assert.deepEqual([imdb.ok, imdb.provider, imdb.providerName], [true, "imdb", "IMDb"]);
      assert.match(imdb.label, /ur12345678/);
      const nothing = await detect("");
      assert.deepEqual([nothing.ok, nothing.code], [false, "bad-input"]);
    });

    it("names the providers, and what they need", async () => {
      const flow = await sourcing({});
      const { body } = await flow.request().get("/list-sync/list-source/providers").expect(200);
      const ids = body.map(({ id }: { id: string }) => id);
      for (const id of ["imdb", "trakt", "mdblist", "stevenlu", "own"]) assert.ok(ids.includes(id), id);
      const trakt = body.find(({ id }: { id: string }) => id === "trakt");
      assert.equal(typeof trakt.account.label, "string");
    });

    it("shows the first titles of a list, or why there are none", async () => {
      const flow = await sourcing({});
      const file = join(flow.userDir, "many.txt");
      writeFileSync(file, Array.from({ length: 80 }, (_, index) => `Film ${index} (1990)`).join("\n"));
      const preview = async (entry: unknown) =>
        (await flow.request().post("/list-sync/list-source/preview").send({ entry }).expect(200)).body;
      const many = await preview({ provider: "own", list: file, limit: "" });
      assert.deepEqual([many.ok, many.fetched, many.items.length], [true, 50, 50]);
      assert.deepEqual(many.items[0], { title: "Film 0", year: 1990, mediaType: "unknown", ids: {} });
      const none = await preview(brokenList);
      assert.deepEqual([none.ok, none.code], [false, "not-found"]);
      assert.equal((await preview({ list: "" })).ok, false);
      await flow.request().post("/list-sync/list-source/preview").send([]).expect(400);
    });
  });

  it("knows the providers that settings.js brings, and complains about those that it cannot use", async () => {
    const provider = {
      id: "from-settings",
      name: "From settings",
      forms: [{ example: "fs:1", meaning: "a list" }],
      parse: (input: string) =>
        input.startsWith("fs:")
          ? { provider: "from-settings", kind: "list", id: input, label: input }
          : undefined,
      fetch: async () => ({ items: films, complete: true, via: "api", warnings: [] }),
    };
    try {
      const flow = await startFlow([flowNodes.source({ lists: ["fs:1"] }), ...around], {
        settings: { listSync: { providers: [{ id: "No" }, provider] } },
      });
      flow.send("source", {});
      const [msg] = await flow.sink("items").count(2);
      assert.equal(itemOf(msg).sources[0]?.provider, "from-settings");
      assert.match(flow.log(), /settings\.js, listSync\.providers/);
    } finally {
      unregisterProvider("from-settings");
    }
  });
});
