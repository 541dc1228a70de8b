import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { freePort } from "../support/free-port.ts";
import { startNodeRed } from "../support/node-red-process.ts";

describe("Node-RED of a test", function () {
  this.timeout(90_000);

  it("starts on another port when somebody took the one that was free", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const taken = typeof address === "object" && address ? address.port : 0;
    const ports = [taken, await freePort()];
    const nodeRed = await startNodeRed({ flows: [], port: async () => ports.shift() ?? freePort() });
    try {
      assert.notEqual(new URL(nodeRed.url).port, String(taken));
      assert.equal((await fetch(nodeRed.url)).status, 200);
    } finally {
      await nodeRed.stop();
      other.close();
    }
  });
});
