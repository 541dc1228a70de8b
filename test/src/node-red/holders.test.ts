import assert from "node:assert/strict";
import { createHolders } from "../../../src/node-red/holders.ts";

describe("holders", () => {
  it("keep something open until the last of them lets go, each once", async () => {
    const holders = createHolders();
    await holders.released();
    const [first, second] = [holders.hold(), holders.hold()];
    let free = false;
    const released = holders.released().then(() => {
      free = true;
    });
    first();
    first();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(free, false);
    second();
    await released;
  });

  it("do not keep it open for ever", async () => {
    const holders = createHolders();
    holders.hold();
    await holders.released(5);
  });
});
