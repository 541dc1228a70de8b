import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { contentText, readContent } from "../../../src/state/content-text.ts";
import { sampleItem } from "../../support/state-samples.ts";

describe("the text of a list's content", () => {
  it("gives the same titles again, whatever stands in their names", async () => {
    const { title: _, rank: __, description: ___, ...rest } = sampleItem();
    const items = ['a\nb,\n"c"', "[\n]", "e,", ""].map((title) => ({ ...rest, title }));
    const plain = (all: typeof items) =>
      all.map(({ title, mediaType, ids, sources, year }) => ({ title, mediaType, ids, sources, year }));
    assert.deepEqual(plain((await readContent(await contentText(items))) as typeof items), plain(items));
  });

  it("is one that versions before it can read", async () => {
    assert.equal(JSON.parse(await contentText([sampleItem(), sampleItem()])).length, 2);
    assert.deepEqual(JSON.parse(await contentText([])), []);
  });

  it("is read where a version before it wrote an array on one line", async () => {
    assert.deepEqual(await readContent(JSON.stringify([sampleItem()])), [sampleItem()]);
    assert.deepEqual(await readContent("[]"), []);
  });

  it("leaves the event loop to others while a long one is written and read", async () => {
    let turns = 0;
    let isDone = false;
    const others = (async () => {
      for (; !isDone; turns++) await setImmediate();
    })();
    const items = Array.from({ length: 60_000 }, () => sampleItem());
    const before = turns;
    let between = 0;
    try {
      const text = await contentText(items);
      between = turns;
      await readContent(text);
    } finally {
      isDone = true;
      await others;
    }
    assert.ok(between > before && turns > between, `${before}, ${between}, ${turns} turns`);
  });
});
