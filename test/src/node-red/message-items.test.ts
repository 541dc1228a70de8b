import assert from "node:assert/strict";
import type { Item } from "../../../src/items/item.ts";
import { answerInKind, messageItems } from "../../../src/node-red/message-items.ts";

const item = (title: string): Item => ({ title, mediaType: "movie", ids: {}, sources: [] });

describe("messageItems", () => {
  it("refuses a payload that is no item", () => {
    for (const payload of [undefined, null, true, {}, ""]) {
      assert.throws(() => messageItems(payload), { code: "bad-input" });
    }
  });

  it("reads one item, in the loose form too", () => {
    const { items, many } = messageItems({ title: "Dune", media_type: "movie", year: 2021 });
    assert.equal(many, false);
    assert.deepEqual(items, [{ title: "Dune", year: 2021, mediaType: "movie", ids: {}, sources: [] }]);
  });

  it("takes digits for TMDB numbers only where nothing else is in the array", () => {
    const read = (payload: unknown) => messageItems(payload).items.map(({ title, ids }) => title || ids.tmdb);
    assert.deepEqual(read(["603", "949"]), [603, 949]);
    assert.deepEqual(read(["1917", "Heat (1995)"]), ["1917", "Heat"]);
    assert.deepEqual(read("1917"), ["1917"]);
    assert.deepEqual(read(603), [603]);
  });

  it("reads an array, and names the rows that are no items without losing the others", () => {
    const { items, many, errors } = messageItems([{ title: "Dune" }, {}, "tt0133093"]);
    assert.equal(many, true);
    assert.deepEqual(
      items.map(({ title, ids }) => title || ids.imdb),
      ["Dune", "tt0133093"],
    );
    assert.deepEqual(
      errors.map(({ code, message }) => [code, message.slice(0, 5)]),
      [["bad-input", "Row 2"]],
    );
  });
});

describe("answerInKind", () => {
  it("answers one item with one message, the received one with all its properties", () => {
    const msg = { payload: item("Dune"), topic: "kept", parts: { id: "1", index: 0 } };
    const found = item("Dune");
    const outputs = answerInKind(msg, false, [[], [found], []]);
    assert.deepEqual(outputs, [null, msg, null]);
    assert.equal(outputs[1], msg);
    assert.equal(msg.payload, found);
  });

  it("answers an array with the array of each output, and nothing where there is none", () => {
    const msg = { payload: [], topic: "kept" };
    const outputs = answerInKind(msg, true, [[item("a"), item("b")], [], [item("c")]]);
    assert.deepEqual(
      outputs.map((message) => message && [message.topic, message.payload]),
      [["kept", [item("a"), item("b")]], null, ["kept", [item("c")]]],
    );
  });
});
