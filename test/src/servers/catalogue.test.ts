import assert from "node:assert/strict";
import { createCatalogue } from "../../servers/catalogue/catalogue.ts";
import { syntheticTitles } from "../../servers/catalogue/synthetic.ts";
import { allTitles, realTitles } from "../../servers/catalogue/titles.ts";

describe("the catalogue of titles", () => {
  const catalogue = createCatalogue([...allTitles, ...syntheticTitles(2000)]);

  it("has some hundred real titles", () => {
    assert.ok(realTitles.length >= 330, `${realTitles.length}`);
  });

  for (const id of ["tmdbId", "imdbId", "tvdbId"] as const)
    it(`gives each ${id} to one title only`, () => {
      const seen = new Map<string, string>();
      for (const title of catalogue.titles) {
        const value = (title as unknown as Record<string, unknown>)[id];
        if (value === undefined) continue;
        const key = id === "tmdbId" ? `${title.mediaType} ${value}` : String(value);
        const other = seen.get(key);
        assert.equal(other, undefined, `${key}: ${title.title} and ${other}`);
        seen.set(key, title.title);
      }
    });

  it("writes IMDb ids with tt and at least seven digits", () => {
    for (const { imdbId, title } of allTitles) if (imdbId) assert.match(imdbId, /^tt\d{7,8}$/, title);
  });

  it("finds titles by every id", () => {
    assert.equal(catalogue.byTmdb("movie", 1396)?.title, "Mirror");
    assert.equal(catalogue.byTmdb("tv", 1396)?.title, "Breaking Bad");
    assert.equal(catalogue.byImdb("tt0111161")?.tmdbId, 278);
    assert.equal(catalogue.byTvdb(81189)?.tmdbId, 1396);
  });

  const searches: [string, number[]][] = [
    ["dune", [841, 438631, 693134]],
    ["m*a*s*h", [651, 918]],
    ["amelie", [194]],
    ["기생충", [496243]],
    ["what's up doc", [6949]],
    ["wall·e", [10681]],
    ["die verurteilten", [278]],
    ["zzzzqqqq", []],
  ];
  for (const [text, ids] of searches)
    it(`finds ${ids.length} titles for "${text}"`, () => {
      const found = catalogue.find(text).map((title) => title.tmdbId);
      assert.deepEqual(new Set(found), new Set(ids));
    });

  it("invents the same titles each time", () => {
    assert.deepEqual(syntheticTitles(50), syntheticTitles(50));
    assert.equal(new Set(syntheticTitles(5000).map((title) => title.title)).size, 5000);
  });
});
