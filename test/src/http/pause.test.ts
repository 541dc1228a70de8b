import assert from "node:assert/strict";
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
});
