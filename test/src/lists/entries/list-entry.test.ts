import assert from "node:assert/strict";
import { normaliseEntries } from "../../../../src/lists/entries/list-entry.ts";
import { originOf } from "../../../../src/lists/fetching/origins.ts";

describe("lists as people give them", () => {
  it("takes text, with commas or lines between", () => {
    assert.deepEqual(normaliseEntries("ls1, top\nstevenlu"), [
      { list: "ls1" },
      { list: "top" },
      { list: "stevenlu" },
    ]);
  });

  it("leaves a comma inside an address where it is", () => {
    const address = "https://trakt.tv/users/a/lists/b?sort=rank,asc";
    assert.deepEqual(normaliseEntries(`${address}, top`), [{ list: address }, { list: "top" }]);
    assert.deepEqual(normaliseEntries(`${address},https://x.example/l.json`).length, 2);
  });

  it("reads a dialog's empty fields as absent, and its numbers from text", () => {
    const row = {
      enabled: true,
      provider: "detect",
      list: "top",
      limit: "20",
      mediaType: "",
      yearFrom: "",
      minRating: "7.5",
      requestAs: "0",
      name: "",
    };
    assert.deepEqual(normaliseEntries([row]), [{ enabled: true, list: "top", limit: 20, minRating: 7.5 }]);
  });

  it("names the entry and the value that is wrong", () => {
    assert.throws(() => normaliseEntries(["top", { list: "a", limit: -1 }]), {
      code: "bad-input",
      message: /List 2: `limit`/,
    });
    assert.throws(() => normaliseEntries([{ provider: "imdb" }]), { message: /List 1 has no `list`/ });
    assert.throws(() => normaliseEntries([true]), { code: "bad-input" });
  });
});

describe("a value of a list that is not understood", () => {
  for (const [name, value] of [
    ["limit", true],
    ["limit", ["20"]],
    ["limit", {}],
    ["limit", "few"],
    ["mediaType", ["movie"]],
    ["mediaType", "films and shows"],
    ["minRating", true],
    ["yearFrom", {}],
    ["requestAs", {}],
    ["requestAs", "anna"],
    ["enabled", "y"],
    ["enabled", {}],
    ["provider", {}],
    ["name", {}],
  ] as const)
    it(`is an error and no filter left out: ${name} ${JSON.stringify(value)}`, () => {
      assert.throws(() => normaliseEntries([{ list: "top", [name]: value }]), {
        code: "bad-input",
        message: new RegExp(`^List 1: \`${name}\``),
      });
    });
});

describe("the origin of a provider", () => {
  it("is its own, unless the environment or a person says otherwise", () => {
    const own = "https://api.example";
    const env = { LISTSYNC_ORIGIN_FILM_CLUB: "http://127.0.0.1:9000/" };
    assert.equal(originOf("film-club", {}, {})(own), own);
    assert.equal(originOf("film-club", {}, env)(own), "http://127.0.0.1:9000");
    assert.equal(originOf("film-club", { "film-club": "http://mirror/x" }, env)(own), "http://mirror/x");
  });

  it("has to be an address", () => {
    assert.throws(() => originOf("imdb", { imdb: "nowhere" }, {}), {
      code: "bad-config",
      message: /LISTSYNC_ORIGIN_IMDB/,
    });
  });
});
