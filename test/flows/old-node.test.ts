import assert from "node:assert/strict";
import { startNodeRed } from "../support/node-red-process.ts";
import { fullSyncFlow } from "./full-sync.ts";

/** Makes a Node.js look older than it is, before any node is loaded. */
const pretend = (node: string, napi: string) =>
  `...(Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${node}", napi: "${napi}" } }), {})`;

describe("A Node.js that is too old", function () {
  this.timeout(120_000);

  for (const version of ["5", "4"] as const)
    it(`is said at the start of Node-RED ${version}, once, with the one that is needed; Node-RED lives`, async () => {
      const nodeRed = await startNodeRed({
        version,
        flows: fullSyncFlow(),
        rawSettings: pretend("22.12.0", "9"),
      });
      try {
        const said = nodeRed.log().match(/\[error\] ListSync: .*/g) ?? [];
        assert.equal(said.length, 1);
        assert.match(String(said), /Node\.js 22\.12\.0 is too old\. .*Node\.js 22\.14 or newer/);
        await nodeRed.inject("full-sync-now");
        await nodeRed.waitForLog(/\[debug:Errors\] .*Node\.js 22\.14 or newer/, 30_000);
      } finally {
        await nodeRed.stop();
      }
    });

  it("is not said of one that will do", async () => {
    const nodeRed = await startNodeRed({ node: "22" });
    try {
      assert.doesNotMatch(nodeRed.log(), /too old/);
    } finally {
      await nodeRed.stop();
    }
  });
});
