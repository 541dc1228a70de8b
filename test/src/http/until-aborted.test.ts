import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { untilAborted } from "../../../src/http/until-aborted.ts";

describe("untilAborted", () => {
  it("gives the result, and leaves nothing behind in the signal", async () => {
    const { signal } = new AbortController();
    assert.equal(await untilAborted(Promise.resolve(1), signal), 1);
    assert.equal(await untilAborted(Promise.resolve(1), undefined), 1);
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("costs a long-living signal one listener, however many wait under it", async () => {
    const controller = new AbortController();
    const never = new Promise(() => {});
    const waits = Array.from({ length: 5000 }, () => untilAborted(never, controller.signal));
    assert.equal(getEventListeners(controller.signal, "abort").length, 1);
    controller.abort();
    for (const one of await Promise.allSettled(waits)) assert.equal(one.status, "rejected");
  });

  it("ends the waiting but not the work", async () => {
    let done = false;
    const work = wait(30).then(() => {
      done = true;
    });
    await assert.rejects(untilAborted(work, AbortSignal.abort()), { code: "cancelled" });
    await work;
    assert.equal(done, true);
  });

  it("leaves no unhandled rejection when the work fails after the abort", async () => {
    const work = wait(10).then(() => Promise.reject(new Error("late")));
    await assert.rejects(untilAborted(work, AbortSignal.abort()), { code: "cancelled" });
    await wait(30);
  });
});
