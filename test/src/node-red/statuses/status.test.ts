import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Status } from "../../../../src/node-red/node-port.ts";
import { createStatusLine, good, working } from "../../../../src/node-red/statuses/status.ts";

function fakeNode() {
  const shown: Status[] = [];
  return { shown, node: { status: (status: Status) => void shown.push(status) } };
}

describe("createStatusLine", () => {
  it("shows the first status at once and of the following ones only the last", async () => {
    const { shown, node } = fakeNode();
    const line = createStatusLine(node, { intervalMs: 30 });
    for (let count = 0; count < 1000; count++) line.set(working(`${count} waiting`));
    line.set(good("done"));
    assert.deepEqual(shown, [working("0 waiting")]);
    await sleep(60);
    assert.deepEqual(shown, [working("0 waiting"), good("done")]);
    line.close();
  });

  it("shows nothing twice", async () => {
    const { shown, node } = fakeNode();
    const line = createStatusLine(node, { intervalMs: 5 });
    line.set(good("done"));
    await sleep(10);
    line.set(good("done"));
    await sleep(10);
    assert.equal(shown.length, 1);
  });

  it("is cleared by close and shows nothing afterwards", async () => {
    const { shown, node } = fakeNode();
    const line = createStatusLine(node, { intervalMs: 5 });
    line.set(working("1"));
    line.set(working("2"));
    line.close();
    line.set(working("3"));
    await sleep(20);
    assert.deepEqual(shown, [working("1"), {}]);
  });
});
