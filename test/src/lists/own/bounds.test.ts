import assert from "node:assert/strict";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { createContext } from "../../../../src/lists/fetching/context.ts";
import { takeEntry } from "../../../../src/lists/fetching/fetch-list.ts";
import { fetchLists } from "../../../../src/lists/fetching/fetch-lists.ts";
import { own } from "../../../../src/lists/own/index.ts";
import { readInThread } from "../../../../src/lists/own/read-in-thread.ts";
import { readOwn } from "./read-own.ts";

const options = { label: "The list", most: 100_000 };

async function fetchPayload(payload: unknown, settings: Record<string, unknown> = {}, limit?: number) {
  const parsed = own.parse("payload");
  assert.ok(parsed);
  const { signal } = new AbortController();
  return own.fetch(
    parsed,
    createContext(own, parsed, { payload, settings: { own: settings } }, { signal, limit }),
  );
}

/** Milliseconds for which nothing may hold Node-RED in a test. */
const HELD_MS = 500;

/** Longest time in which nothing else could happen. Tried again when it is long: a busy machine is so once, code always. */
async function longestHold(work: () => Promise<void>): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && shortest >= HELD_MS; tries++) {
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    await work();
    // what held the loop last is only measured once it goes on
    await setTimeout(20);
    delays.disable();
    shortest = Math.min(shortest, Math.round(delays.max / 1e6));
  }
  return shortest;
}

describe("own lists: bounds", function () {
  this.timeout(300_000);

  it("reads the first of too many titles, says both numbers, and is not complete", async () => {
    const lines = Array.from({ length: 1500 }, (_, index) => `Film number ${index} (1999)`);
    const list = await fetchPayload(lines.join("\n"), { mostTitles: 1000 });
    assert.deepEqual([list.items.length, list.total, list.complete], [1000, 1500, false]);
    assert.match(list.warnings.join(), /1,500 entries.*first 1,000 titles/);
  });

  it("is complete when the caller wants no more", async () => {
    const lines = Array.from({ length: 1500 }, (_, index) => `Film number ${index} (1999)`);
    for (const payload of [lines.join("\n"), lines]) {
      const list = await fetchPayload(payload, { mostTitles: 1000 }, 10);
      assert.deepEqual([list.items.length, list.total, list.complete, list.warnings], [10, 1500, true, []]);
    }
  });

  it("never takes a list that was cut for a whole one, from which titles have left", async () => {
    const parsed = own.parse("/data/list.txt");
    assert.ok(parsed);
    const fetched = await fetchPayload("Heat\nAlien\nDune", { mostTitles: 2 });
    assert.equal((await takeEntry({ list: "/data/list.txt" }, parsed, fetched)).whole, undefined);
    const all = await fetchPayload("Heat\nAlien", { mostTitles: 2 });
    assert.equal((await takeEntry({ list: "/data/list.txt" }, parsed, all)).whole?.length, 2);
  });

  const LARGE: [string, () => string | unknown[], number][] = [
    ["2 MB of numbers in JSON", () => `[${"1,".repeat(1_000_000)}1]`, 1_000_001],
    ["2 MB of numbers that come as an array", () => new Array(1_000_001).fill(1), 1_000_001],
    ["10 MB of JSON", () => `[${'{"title":"x"},'.repeat(700_000)}{"title":"y"}]`, 700_001],
    ["10 MB of CSV", () => `title,year\n${"Heat,1995\n".repeat(1_000_001)}`, 1_000_001],
    ["2 MB of text", () => "ab\n".repeat(700_000), 700_000],
    ["900 kB of text", () => "ab\n".repeat(300_000), 300_000],
  ];
  for (const [what, make, total] of LARGE)
    it(`reads ${what} without holding up anything else`, async () => {
      const payload = make();
      await fetchPayload("Heat (1995)");
      const longest = await longestHold(async () => {
        const list = await fetchPayload(payload);
        assert.deepEqual([list.items.length, list.total, list.complete], [100_000, total, false]);
      });
      // 50 ms on a quiet machine, seconds where it is read in one go
      assert.ok(longest < HELD_MS, `held for ${longest} ms`);
    });

  it("brings a hundred thousand titles to the run without holding up anything else", async () => {
    const payload = Array.from({ length: 100_000 }, (_, index) => `Film number ${index} (1999)`).join("\n");
    const longest = await longestHold(async () => {
      const { items } = await fetchLists([{ list: "payload" }], { payload });
      assert.equal(items.length, 100_000);
    });
    // seconds where the titles are taken in one go
    assert.ok(longest < HELD_MS, `held for ${longest} ms`);
  });

  it("ends a thread that takes too long, and one that is not wanted any more", async () => {
    const text = "Film (1999)\n".repeat(500_000);
    await assert.rejects(readInThread(text, options, { timeoutMs: 1 }), {
      code: "bad-input",
      message: /takes more than/,
    });
    const abort = new AbortController();
    const reading = readInThread(text, options, { signal: abort.signal });
    abort.abort();
    await assert.rejects(reading, { code: "cancelled" });
  });

  it("says that a list needs more memory than it may have", async () => {
    const text = `[${"{},".repeat(4_000_000)}{}]`;
    await assert.rejects(readInThread(text, options, { heapMb: 64 }), {
      code: "bad-input",
      message: /64 MB of memory/,
    });
  });

  it("gives the errors of a thread as they are", async () => {
    await assert.rejects(readInThread("{", { ...options, format: "json" }, {}), {
      code: "markup-changed",
      message: /not valid JSON/,
    });
  });

  it("leaves titles out that are too long, and counts them", async () => {
    const { items, warnings } = await readOwn(`${"x".repeat(301)}\nHeat\n${"y".repeat(3000)}`);
    assert.equal(items.length, 1);
    assert.deepEqual(warnings, [
      "1 left out: a title of more than 300 characters.",
      "1 left out: longer than 2,000 characters.",
    ]);
  });
});
