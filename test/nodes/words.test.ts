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
  ] as const)
    it(`of a message requests nothing: ${name} ${JSON.stringify(value)}`, async () => {
      const { message } = await requesting({ dryRun: true }, { [name]: value });
      assert.match(message, /not understood|must be|says nothing about seasons/);
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
      assert.match(errorOf(error).message, /perhaps.*not understood|not understood.*perhaps/);
      assert.deepEqual(flow.sink("items").messages, []);
    });
});
