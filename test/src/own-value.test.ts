import assert from "node:assert/strict";
import { normaliseEntries } from "../../src/lists/entries/list-entry.ts";
import { kindOf } from "../../src/lists/own/kind-of.ts";
import { parseList } from "../../src/lists/registry.ts";
import { ownValue } from "../../src/own-value.ts";

describe("A name that every object has", () => {
  for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"])
    it(`is no entry of a table: ${name}`, () => {
      assert.equal(ownValue({ movie: 1 }, name), undefined);
      assert.throws(() => normaliseEntries([{ list: "top", mediaType: name }]), { code: "bad-input" });
      assert.deepEqual(kindOf(name), { mediaType: "unknown" });
      const search = `https://www.imdb.com/search/title/?genres=${name}&title_type=feature`;
      const genres = JSON.stringify(parseList(search).params, (_key, value) =>
        typeof value === "function" ? "a function" : value,
      );
      assert.doesNotMatch(genres, /a function/);
    });
});
