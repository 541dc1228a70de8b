import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { flowNodes } from "../support/flow-nodes.ts";
import { type FlowNode, flowPerTest } from "../support/node-red.ts";
import { errorOf, serverPerTest } from "../support/overseerr-flow.ts";

const FILM = { title: "Heat", year: 1995, mediaType: "movie", ids: { tmdb: 949 }, sources: [] };

describe("a word that is not understood", () => {
  const startFlow = flowPerTest();
  const startServer = serverPerTest();

  const requesting = async (properties: Record<string, unknown>, msg: Record<string, unknown> = {}) => {
    const server = await startServer();
    const flow = await startFlow(
      [
        flowNodes.server({ url: server.url }),
        flowNodes.request(properties),
        flowNodes.sink("requested"),
        flowNodes.sink("known"),
        flowNodes.sink("refused"),
        ...flowNodes.errors(),
      ] as FlowNode[],
      { credentials: { server: { apiKey: server.apiKey } } },
    );
    flow.send("request", { payload: { ...FILM }, ...msg });
    const [error] = await flow.sink("errors").count(1);
    assert.equal(server.requests.length, 0, "nothing was requested");
    return errorOf(error);
  };

  for (const [name, value] of [
    ["dryRun", "y"],
    ["dryRun", "ture"],
    ["dryRun", {}],
    ["is4k", "4k"],
    ["is4k", "uhd"],
    ["seasons", "some"],
    ["maxRequests", "many"],
    ["requestAs", "sean"],
    ["operation", "delete"],
    ["dryrun", true],
    ["dry_run", true],
    ["maxRequets", 0],
    ["sync", { runId: "a", dryRun: "y" }],
    ["sync", { runId: {}, dryRun: true }],
  ] as const)
    it(`of a message requests nothing: ${name} ${JSON.stringify(value)}`, async () => {
      const { message } = await requesting({ dryRun: true }, { [name]: value });
      assert.match(message, /must be .*; it is |is not a property/);
    });

  it("leaves no dry run out because something else of the run is odd", async () => {
    const server = await startServer();
    const flow = await startFlow(
      [
        flowNodes.server({ url: server.url }),
        flowNodes.request(),
        flowNodes.sink("requested"),
        flowNodes.sink("unneeded"),
        flowNodes.sink("refused"),
      ] as FlowNode[],
      { credentials: { server: { apiKey: server.apiKey } } },
    );
    for (const sync of [{ dryRun: "yes" }, { dryRun: 1 }, { runId: 5, dryRun: true }])
      flow.send("request", { payload: { ...FILM }, sync });
    await flow.sink("requested").count(3);
    assert.equal(server.requests.length, 0);
  });

  for (const name of [
    "dryRun",
    "is4k",
    "onDeclined",
    "onDeleted",
    "onPartial",
    "requesterType",
    "operation",
    "checkIds",
    "retryFailed",
    "specials",
    "maxRequests",
  ])
    it(`of the node requests nothing: ${name}`, async () => {
      const { code, message } = await requesting({ [name]: "perhaps" });
      assert.equal(code, "bad-config");
      assert.match(message, /perhaps/);
    });

  it("of the node does not hide behind one of the message", async () => {
    const { code } = await requesting({ dryRun: "perhaps" }, { dryRun: false });
    assert.equal(code, "bad-config");
  });

  for (const [name, where] of [
    ["output", "node"],
    ["whenRunning", "node"],
    ["dryRun", "node"],
    ["allowShrink", "node"],
    ["animeSeasons", "node"],
    ["animeSpecials", "node"],
    ["imdbAccess", "node"],
    ["writeBack", "node"],
    ["tickWhen", "node"],
    ["dryRun", "message"],
    ["allowShrink", "message"],
    ["fresh", "message"],
    ["cancel", "message"],
  ] as const)
    it(`starts no sync: ${name} of the ${where}`, async () => {
      const list = (flow: { userDir: string }) => join(flow.userDir, "films.txt");
      const properties = where === "node" ? { [name]: "perhaps" } : {};
      const flow = await startFlow([
        flowNodes.source({ lists: [], ...properties }),
        flowNodes.sink("items"),
        ...flowNodes.errors(),
      ] as FlowNode[]);
      writeFileSync(list(flow), "Heat (1995)\n");
      flow.send("source", { lists: list(flow), ...(where === "message" && { [name]: "perhaps" }) });
      const [error] = await flow.sink("errors").count(1);
      assert.match(errorOf(error).message, /must be .*; it is "perhaps"\. Correct it in the /);
      assert.deepEqual(flow.sink("items").messages, []);
    });

  for (const [name, value] of [
    ["profile", { name: "4K" }],
    ["trigger", ["schedule"]],
    ["lists", [{ list: "top", limit: true }]],
    ["lists", [{ list: "top", limt: 5 }]],
    ["dry_run", true],
    ["lists", [{ list: "top", requestAs: {} }]],
  ] as const)
    it(`is not taken for nothing: ${name} ${JSON.stringify(value)}`, async () => {
      const flow = await startFlow([
        flowNodes.source({ lists: ["payload"] }),
        flowNodes.sink("items"),
        ...flowNodes.errors(),
      ] as FlowNode[]);
      flow.send("source", { payload: [FILM], [name]: value });
      const [error] = await flow.sink("errors").count(1);
      assert.equal(errorOf(error).code, "bad-input");
      assert.deepEqual(flow.sink("items").messages, []);
    });

  it("does not let a schedule begin a first sync, however it is written", async () => {
    const flow = await startFlow([
      flowNodes.database(),
      flowNodes.source({ database: "database", lists: ["payload"] }),
      flowNodes.sink("items"),
    ] as FlowNode[]);
    flow.send("source", { payload: [FILM], trigger: " Schedule" });
    await flow.shows("source", ({ text }) => text?.startsWith("first sync") === true);
    assert.deepEqual(flow.sink("items").messages, []);
  });

  for (const [operation, msg] of [
    ["retry", { query: { mediaType: "shows" } }],
    ["retry", { query: "movies" }],
    ["query", { query: { limt: 5 } }],
    ["retry", { dryRun: "y" }],
    ["query", { query: ["failed"] }],
    ["cancel", { profile: { name: "4K" } }],
    ["skip-known", { payload: FILM }],
  ] as const)
    it(`asks the memory for nothing: ${operation} ${JSON.stringify(msg)}`, async () => {
      const flow = await startFlow([
        flowNodes.database(),
        flowNodes.state({ operation, skipStatuses: ["requestet"] }),
        flowNodes.sink("answers"),
        flowNodes.sink("summaries"),
        ...flowNodes.errors(),
      ] as FlowNode[]);
      flow.send("state", { ...msg });
      const [error] = await flow.sink("errors").count(1);
      assert.match(errorOf(error).message, /must be .*; it is |is not an object|unknown property/);
      assert.deepEqual(flow.sink("answers").messages, []);
    });
});
