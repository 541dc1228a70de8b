import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { createWebhookActs } from "../../../../src/node-red/controllers/webhook-acts.ts";
import type { Memory } from "../../../../src/runs/memory.ts";

describe("What a webhook does", () => {
  it("is refused when its node is closed while the database is waited for: the sender asks again", async () => {
    const sent: unknown[] = [];
    const memory = { store: () => sleep(100), whenOpen: () => () => {}, use: () => () => {} };
    const acts = createWebhookActs({
      memory: memory as unknown as Memory,
      rules: { profile: "Main", isKnown: () => true, anyList: false },
      send: (messages) => sent.push(messages),
      onAct() {},
    });
    const answer = acts.act({ result: "sync", sender: "a test" });
    acts.close();
    await assert.rejects(answer, { status: 503 });
    assert.deepEqual(sent, []);
  });
});
