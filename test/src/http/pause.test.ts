import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { pause } from "../../../src/http/pause.ts";

describe("pause", () => {
  it("waits", async () => {
    const start = performance.now();
    await pause(20);
    assert.ok(performance.now() - start >= 18);
  });

  it("ends at once as cancelled when the signal is aborted", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    await assert.rejects(pause(60_000, controller.signal), { code: "cancelled" });
    await assert.rejects(pause(60_000, controller.signal), { code: "cancelled" });
  });

  it("costs a long-living signal one listener, however many wait under it", async () => {
    const controller = new AbortController();
    const waits = Array.from({ length: 5000 }, () => pause(60_000, controller.signal));
    assert.equal(getEventListeners(controller.signal, "abort").length, 1);
    controller.abort();
    for (const one of await Promise.allSettled(waits)) assert.equal(one.status, "rejected");
  });
});
