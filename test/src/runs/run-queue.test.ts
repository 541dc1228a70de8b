import assert from "node:assert/strict";
import type { Run } from "../../../src/runs/run.ts";
import { createRunQueue } from "../../../src/runs/run-queue.ts";
import { sampleRun } from "../../support/state-samples.ts";

describe("the queue of a profile's runs", () => {
  /** A run whose beginning waits until it is told that it is stored. */
  function slowBegin(id: string) {
    let stored = () => {};
    const beginning = new Promise<Run>((resolve) => {
      stored = () => resolve(sampleRun({ id }));
    });
    return { begin: () => beginning, stored: () => stored() };
  }
  const begins = (id: string) => async () => sampleRun({ id });

  it("keeps the turn of those who wait when one that is beginning already is cancelled", async () => {
    const queue = createRunQueue();
    const stop = new AbortController();
    const first = slowBegin("first");
    const began = queue.wait("Main", first.begin, stop.signal);
    const waits = queue.wait("Main", begins("second"));
    queue.next("Main");
    stop.abort();
    assert.equal(queue.isEmpty("Main"), false);
    queue.next("Main");
    assert.equal((await waits).id, "second");
    // it is stored, so whoever asked for it has to know of it and end it
    first.stored();
    assert.equal((await began).id, "first");
  });

  it("lets one go that is cancelled while it waits, and nobody else", async () => {
    const queue = createRunQueue();
    const stop = new AbortController();
    const first = queue.wait("Main", begins("first"));
    const left = assert.rejects(queue.wait("Main", begins("left"), stop.signal), { code: "cancelled" });
    const last = queue.wait("Main", begins("last"));
    stop.abort();
    await left;
    queue.next("Main");
    queue.next("Main");
    assert.deepEqual([(await first).id, (await last).id], ["first", "last"]);
    assert.equal(queue.isEmpty("Main"), true);
  });
});
