import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { linkSignals } from "../../../src/http/linked-signal.ts";

describe("linkSignals", () => {
  it("aborts with any of its signals", () => {
    const controller = new AbortController();
    const { signal } = linkSignals(undefined, new AbortController().signal, controller.signal);
    assert.equal(signal.aborted, false);
    controller.abort();
    assert.equal(signal.aborted, true);
  });

  it("is aborted from the start when one of them is", () => {
    assert.equal(linkSignals(AbortSignal.abort()).signal.aborted, true);
  });

  it("leaves nothing behind in a long-living signal", () => {
    const { signal } = new AbortController();
    for (let index = 0; index < 100; index++) linkSignals(signal).unlink();
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });
});
