import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { makeUserDir, startNodeRed } from "../support/node-red-process.ts";
import { proofFaults, proofFlow } from "./proof-flow.ts";
import { installInto, type Pair, pack } from "./tarball.ts";

describe("the packed tarball", function () {
  this.timeout(180_000);
  let tarball: string;
  before(() => {
    tarball = pack();
  });

  const pairs: (Pair & { why: string })[] = [
    { node: "24", nodeRed: "5", why: "current" },
    { node: "24", nodeRed: "4", why: "maintained" },
    { node: "22", nodeRed: "4", why: "as the Home Assistant add-on ships it" },
  ];
  for (const pair of pairs) {
    it(`installs into Node-RED ${pair.nodeRed} on Node ${pair.node} without a compiler and works (${pair.why})`, async () => {
      const userDir = makeUserDir();
      installInto(userDir, tarball, pair);
      const nodeRed = await startNodeRed({
        ...nodeRedOf(pair),
        userDir,
        flows: proofFlow,
        linkPackage: false,
      });
      try {
        assert.deepEqual(await proofFaults(nodeRed.url), []);
      } finally {
        await nodeRed.stop();
        rmSync(userDir, { recursive: true, force: true });
      }
    });
  }
});

const nodeRedOf = (pair: Pair) => ({ version: pair.nodeRed, node: pair.node });
