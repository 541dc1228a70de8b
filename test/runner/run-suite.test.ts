import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { runSuite } from "./run-suite.ts";
import type { Suite } from "./suites.ts";

/** A suite of one line of JavaScript. */
const suite = (line: string, limits: Partial<Suite> = {}): Suite => ({
  name: "sample",
  args: ["-e", line],
  limitMs: 60_000,
  silenceMs: 60_000,
  ...limits,
});

/** Starts, as a Node-RED in a test, a process with a group of its own, and tells its number. */
const LEFTOVER = `
  const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "inherit" });
  console.log("leftover " + child.pid);
`;
const leftover = (output: string) => Number(/leftover (\d+)/.exec(output)?.[1]);

/** A killed process whose parent is gone may wait for long to be collected ("Z"); it does nothing any more. */
function assertGone(pid: number): void {
  assert.ok(pid > 0);
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  assert.match(stdout.trim(), /^(Z.*)?$/);
}

describe("the test runner", function () {
  this.timeout(60_000);

  it("counts what mocha counts", async () => {
    const result = await runSuite(suite(`console.log("  7 passing (1s)\\n  2 pending")`));
    assert.deepEqual([result.passed, result.failed, result.skipped], [7, 0, 2]);
  });

  it("ends a suite that does not end, with the Node-RED it started, and reports it by name", async () => {
    const result = await runSuite(
      suite(`${LEFTOVER} console.log("  7 passing"); setInterval(() => {}, 1000)`, { limitMs: 4_000 }),
    );
    assert.equal(result.failed, 1);
    assert.match(result.output, /The suite "sample" did not end within 4 s and was ended/);
    assertGone(leftover(result.output));
  });

  it("ends a suite that has fallen silent long before its time is up", async () => {
    const result = await runSuite(suite("setInterval(() => {}, 1000)", { silenceMs: 500 }));
    assert.equal(result.failed, 1);
    assert.match(result.output, /said nothing for 0.5 s/);
  });

  it("ends a suite that never yields", async () => {
    const result = await runSuite(suite("for (;;);", { limitMs: 1_000 }));
    assert.equal(result.failed, 1);
  });

  it("leaves nothing behind of a suite that ended, and does not wait for it", async () => {
    const result = await runSuite(suite(`${LEFTOVER} child.unref(); console.log("  1 passing")`));
    assert.deepEqual([result.passed, result.failed], [1, 0]);
    assertGone(leftover(result.output));
  });

  it("counts a suite that died as a failure", async () => {
    const result = await runSuite(suite("process.kill(process.pid, 'SIGKILL')"));
    assert.deepEqual([result.passed, result.failed], [0, 1]);
  });
});
