import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { followRun } from "../../deploy/follow-run.ts";

describe("the single run of a container", () => {
  let said: string[] = [];
  const { error, log } = console;
  beforeEach(() => {
    said = [];
    console.error = console.log = (line: string) => void said.push(line);
  });
  afterEach(() => Object.assign(console, { error, log }));

  /** Follows a process in place of Node-RED, which says so much and goes on, but no longer than a test may take. */
  async function follow(script: string, { begin = 30_000, silent = 30_000, end = 30_000 } = {}) {
    const nodeRed = spawn(process.execPath, ["-e", `setTimeout(() => process.exit(), 40_000); ${script}`], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    try {
      const code = await followRun(nodeRed, { begin, silent, end });
      return { code, said, signal: nodeRed.signalCode };
    } finally {
      nodeRed.kill("SIGKILL");
    }
  }
  const summary = (state: string) =>
    JSON.stringify({ summary: { state, text: `It is ${state}.`, lists: [], problems: [] } });

  it("fails with a sentence when Node-RED is there and no run begins", async () => {
    const { code, said } = await follow("", { begin: 300 });
    assert.equal(code, 2);
    assert.match(said.join("\n"), /^The sync did not begin within 1 second\. .+ start it again\.$/);
  });

  it("fails with a sentence when an error leaves a run open that never ends", async () => {
    const script = `process.send({ sign: true }); process.send({ error: "It broke.", isRunning: true });`;
    const { code, said } = await follow(script, { silent: 300 });
    assert.equal(code, 2);
    assert.equal(said[0], "It broke.");
    assert.match(said[1] ?? "", /^Nothing was heard of the sync for 1 second,/);
  });

  it("fails when an error without a run that goes on is heard", async () => {
    const { code, said } = await follow(`process.send({ error: "No lists.", isRunning: false });`);
    assert.deepEqual([code, said], [2, ["No lists."]]);
  });

  it("takes as long as it gives signs, and ends with its summary", async () => {
    const script = `let n = 0; setInterval(() => {
      if (++n < 12) process.send({ sign: true }); else process.send(${summary("completed")});
    }, 250);`;
    const { code, said } = await follow(script, { silent: 2500 });
    assert.deepEqual([code, said], [0, ["It is completed."]]);
  });

  it("is done with errors when one came before its summary", async () => {
    const script = `process.send({ error: "One list.", isRunning: true }); process.send(${summary("completed")});`;
    assert.equal((await follow(script)).code, 1);
  });

  it("ends a Node-RED that does not end by itself", async () => {
    const script = `process.on("SIGTERM", () => {}); process.send(${summary("failed")});`;
    assert.equal((await follow(script, { end: 200 })).code, 2);
  });

  it("ends a Node-RED that goes on giving signs while it should close", async () => {
    const script = `process.send({ sign: true });
      process.on("SIGTERM", () => setInterval(() => process.send({ sign: true }), 50));`;
    const { code, said, signal } = await follow(script, { silent: 300, end: 1000 });
    assert.deepEqual([code, said.length, signal], [2, 1, "SIGKILL"]);
  });
});
