import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import util from "@node-red/util";
import type { Item } from "../../../../src/items/item.ts";
import type { Message } from "../../../../src/message.ts";
import { type Backlog, backlogOf } from "../../../../src/node-red/backlog.ts";
import { emitItems } from "../../../../src/node-red/controllers/emit-items.ts";
import type { Outgoing } from "../../../../src/node-red/node-port.ts";
import { runScopes } from "../../../../src/runs/scopes.ts";

const items = (count: number): Item[] =>
  Array.from({ length: count }, (_, index) => ({
    title: `Film ${index}`,
    mediaType: "movie",
    ids: {},
    sources: [],
  }));
const sync = {
  runId: "r1",
  profile: "Main",
  trigger: "manual",
  dryRun: false,
  startedAt: "2026-01-01T00:00:00Z",
};

function collect() {
  const pages: Message[][] = [];
  const send = (outgoing: Outgoing) => {
    if (Array.isArray(outgoing)) pages.push(outgoing.flat().filter((message) => message !== null));
  };
  return { pages, send };
}

describe("emitItems", () => {
  it("sends ten thousand titles in pages, and lets the event loop turn between them", async () => {
    const { pages, send } = collect();
    let turns = 0;
    let counting = true;
    const count = () => {
      turns++;
      if (counting) globalThis.setImmediate(count);
    };
    globalThis.setImmediate(count);
    try {
      await emitItems(items(10_000), sync, { topic: "kept" }, send, { output: "sequence" });
    } finally {
      counting = false;
    }
    const messages = pages.flat();
    assert.deepEqual(
      messages.map(({ parts }) => (parts as { index: number }).index),
      Array.from({ length: 10_000 }, (_, index) => index),
    );
    assert.ok(Math.max(...pages.map((page) => page.length)) <= 50);
    assert.ok(turns >= pages.length - 1, `${turns} turns for ${pages.length} pages`);
  });

  it("waits with more titles while many of the run wait in nodes", async () => {
    const { pages, send } = collect();
    const { leave } = runScopes.enter("r1");
    const backlog = backlogOf("r1") as Backlog;
    const finish: (() => void)[] = [];
    const stop = new AbortController();
    const sending = emitItems(
      items(300),
      sync,
      {},
      (outgoing) => {
        send(outgoing);
        for (const _ of pages.at(-1) ?? []) finish.push(backlog.add());
      },
      { output: "sequence", backlogLimit: 100, signal: stop.signal },
    );
    try {
      for (let turn = 0; turn < 20; turn++) await setImmediate();
      assert.equal(pages.flat().length, 100);
      for (let turn = 0; turn < 10_000 && pages.flat().length < 300; turn++) {
        finish.shift()?.();
        await setImmediate();
        assert.ok(backlog.count < 150, `${backlog.count} at once`);
      }
      assert.equal(pages.flat().length, 300);
      await sending;
    } finally {
      stop.abort();
      await Promise.allSettled([sending]);
      for (const done of finish) done();
      leave();
    }
  });

  it("waits no more for titles of a run that is cancelled", async () => {
    const { pages, send } = collect();
    const { leave } = runScopes.enter("r1");
    const finish = Array.from({ length: 100 }, () => backlogOf("r1")?.add());
    const stop = new AbortController();
    const options = { output: "sequence", backlogLimit: 100, signal: stop.signal } as const;
    const sending = emitItems(items(300), sync, {}, send, options);
    stop.abort();
    try {
      await assert.rejects(sending, { code: "cancelled" });
      assert.equal(pages.length, 0);
    } finally {
      for (const done of finish) done?.();
      leave();
    }
  });

  it("copies the message for each title, so that one changed later leaves the others as they are", async () => {
    const { pages, send } = collect();
    const msg = { topic: "kept", payload: "trigger", lists: ["imdb"], nested: { value: 1 } };
    await emitItems(items(2), sync, msg, send, { output: "sequence", clone: util.util.cloneMessage });
    const [first, second] = pages.flat();
    Object.assign(first?.nested ?? {}, { value: 2 });
    Object.assign(first?.sync ?? {}, { runId: "changed" });
    assert.deepEqual([second?.nested, second?.sync, second?.lists], [{ value: 1 }, sync, undefined]);
  });

  it("stops between two pages when the run is cancelled", async () => {
    const { pages, send } = collect();
    const stop = new AbortController();
    const sending = emitItems(items(500), sync, {}, send, { output: "sequence", signal: stop.signal });
    stop.abort();
    await assert.rejects(sending, { code: "cancelled" });
    assert.equal(pages.length, 1);
  });

  it("sends an array by another output in a copy, so that two branches do not share what is in it", async () => {
    const sent: Outgoing[] = [];
    const msg: Message = { nested: { value: 1 } };
    const options = { output: "array", port: 1, clone: util.util.cloneMessage } as const;
    await emitItems(items(2), sync, msg, (outgoing) => sent.push(outgoing), options);
    const [, left] = sent[0] as Message[];
    Object.assign(left?.nested ?? {}, { value: 2 });
    assert.deepEqual(msg, { nested: { value: 1 } });
  });

  it("sends one array in the message itself, with its own parts untouched", async () => {
    const sent: Outgoing[] = [];
    const msg: Message = { parts: { id: "outer", index: 0 } };
    await emitItems(items(2), sync, msg, (outgoing) => sent.push(outgoing), { output: "array" });
    assert.equal(sent[0], msg);
    assert.deepEqual([msg.parts, msg.sync], [{ id: "outer", index: 0 }, sync]);
  });
});
