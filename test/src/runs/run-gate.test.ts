import assert from "node:assert/strict";
import { createRunGate } from "../../../src/runs/run-gate.ts";

const start = { profile: "Main", trigger: "manual" };
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("createRunGate", () => {
  it("knows a run until the last holder lets go, however often each does", () => {
    const gate = createRunGate();
    const { id } = gate.begin(start);
    const [first, second] = [gate.hold(id), gate.hold(id)];
    first();
    first();
    assert.deepEqual(
      gate.running().map((run) => run.id),
      [id],
    );
    second();
    assert.deepEqual(gate.running(), []);
  });

  it("lets runs of one profile wait for each other, and those of another pass", async () => {
    const gate = createRunGate();
    const release = gate.hold(gate.begin(start).id);
    const started: string[] = [];
    void gate.queue(start).then(({ id }) => {
      started.push("second");
      gate.hold(id);
    });
    void gate.queue({ ...start, profile: "4K" }).then(() => started.push("4K"));
    await turn();
    assert.deepEqual(started, ["4K"]);
    release();
    await turn();
    assert.deepEqual(started, ["4K", "second"]);
  });

  it("lets go of one that waits when it is cancelled", async () => {
    const gate = createRunGate();
    gate.hold(gate.begin(start).id);
    const stop = new AbortController();
    const waiting = gate.queue(start, stop.signal);
    stop.abort();
    await assert.rejects(waiting, { code: "cancelled" });
  });

  it("aborts the signal of a run that is cancelled", () => {
    const gate = createRunGate();
    const { id } = gate.begin(start);
    assert.equal(gate.signal(id).aborted, false);
    assert.equal(gate.cancel(id), true);
    assert.equal(gate.signal(id).aborted, true);
    assert.equal(gate.cancel("unknown"), false);
  });
});
