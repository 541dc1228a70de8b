import assert from "node:assert/strict";
import {
  compareNames,
  type NameLikeness,
  otherSpelling,
} from "../../../../src/overseerr/search/title-variants.ts";

describe("compareNames", () => {
  const cases: [wanted: string, found: string, NameLikeness][] = [
    ["Amelie", "Amélie", "exact"],
    ["…", "…", "exact"],
    ["…", "!", "other"],
    ["", "", "other"],
    ["Rocky 2", "Rocky II", "variant"],
    ["Dune: Part 2", "Dune: Part Two", "variant"],
    ["The Godfather Part I", "The Godfather: Part 1", "variant"],
    ["Kill Bill: Volume 1", "Kill Bill: Vol. 1", "variant"],
    ["Matrix, The", "The Matrix", "variant"],
    ["Wages of Fear", "The Wages of Fear", "variant"],
    ["MASH", "M*A*S*H", "variant"],
    ["SWAT", "S.W.A.T.", "variant"],
    ["Birdman", "Birdman or (The Unexpected Virtue of Ignorance)", "subtitle"],
    ["Borat", "Borat: Cultural Learnings of America", "subtitle"],
    ["Inception: The Cobol Job", "Inception", "other"],
    ["Alien", "Aliens", "other"],
    ["8½", "812", "other"],
    ["The Matrix", "The Matrix Reloaded", "other"],
    ["Rocky", "Rocky II", "other"],
    ["The", "A", "other"],
  ];
  for (const [wanted, found, likeness] of cases)
    it(`calls “${found}” for “${wanted}” ${likeness}`, () => {
      assert.equal(compareNames(wanted, found), likeness);
    });
});

describe("otherSpelling", () => {
  it("leaves out small words and turns numerals round", () => {
    assert.equal(otherSpelling("Back to the Future Part 2"), "back to future ii");
    assert.equal(otherSpelling("Rocky II"), "rocky 2");
    assert.equal(otherSpelling("Mr. and Mrs. Smith"), "mr mrs smith");
  });
  it("is none when nothing would change, or nothing be left", () => {
    assert.equal(otherSpelling("stalker"), undefined);
    assert.equal(otherSpelling("…"), undefined);
  });
});
