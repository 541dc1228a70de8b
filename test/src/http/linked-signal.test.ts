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

  it("gives the reason of the one that was aborted, and none once it is unlinked", () => {
    const controller = new AbortController();
    const [linked, unlinked] = [linkSignals(controller.signal), linkSignals(controller.signal)];
    unlinked.unlink();
    controller.abort("enough");
    assert.equal(linked.signal.reason, "enough");
    assert.equal(unlinked.signal.aborted, false);
  });

  it("leaves nothing behind in a long-living signal", () => {
    const { signal } = new AbortController();
    for (let index = 0; index < 100; index++) linkSignals(signal).unlink();
    const [first, second] = [linkSignals(signal), linkSignals(signal)];
    first.unlink();
    first.unlink();
    assert.equal(getEventListeners(signal, "abort").length, 1);
    second.unlink();
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("costs a long-living signal one listener, however many wait under it", () => {
    const controller = new AbortController();
    const links = Array.from({ length: 5000 }, () => linkSignals(controller.signal));
    assert.equal(getEventListeners(controller.signal, "abort").length, 1);
    controller.abort();
    assert.ok(links.every(({ signal }) => signal.aborted));
  });
});
