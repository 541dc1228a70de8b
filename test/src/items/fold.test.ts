import assert from "node:assert/strict";
import { foldTitle } from "../../../src/items/fold.ts";

describe("foldTitle", () => {
  const same: [string, ...string[]][] = [
    ["WALL·E", "Wall-E", "wall • e"],
    ["8½", "8 1/2", "8 ½"],
    ["Alien³", "Alien 3"],
    ["What's Up, Doc?", "Whats Up Doc", "What’s up, Doc"],
    ["Amélie", "Amelie"],
    ["Fast & Furious", "Fast and Furious"],
    ["Romeo + Juliet", "Romeo & Juliet", "Romeo and Juliet"],
    ["Face/Off", "Face Off", "face-off"],
    ["Æon Flux", "Aeon Flux"],
    ["Straße", "STRASSE"],
    ["Léon: The Professional", "Leon - The Professional"],
    ["Ёлки", "Елки"],
    ["기생충", "기생충".normalize("NFD")],
    ["  The   Thing ", "the thing"],
  ];
  for (const [first, ...others] of same)
    it(`treats ${others.map((title) => `“${title}”`).join(", ")} as “${first}”`, () => {
      for (const other of others) assert.equal(foldTitle(other), foldTitle(first));
    });

  const different: [string, string][] = [
    ["Alien", "Aliens"],
    ["8½", "81/2"],
    ["Blade Runner", "Blade Runner 2049"],
    ["ハーバー", "パーパー"],
    ["1917", "1971"],
    ["The Office", "The Orifice"],
  ];
  for (const [one, other] of different)
    it(`keeps “${one}” and “${other}” apart`, () => {
      assert.notEqual(foldTitle(one), foldTitle(other));
    });

  it("gives an empty text for punctuation only", () => {
    assert.equal(foldTitle("…!?"), "");
  });

  it("changes nothing when folded twice", () => {
    for (const [title] of same) assert.equal(foldTitle(foldTitle(title)), foldTitle(title));
  });
});
