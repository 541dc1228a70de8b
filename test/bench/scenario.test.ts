import assert from "node:assert/strict";
import { chooseScenarios } from "./scenario.ts";

describe("the choice of what is measured", () => {
  it("is everything when nothing is named, smallest first", () => {
    const all = chooseScenarios([]);
    assert.equal(all.length, 4 * 3 * 2 * 2);
    assert.deepEqual(all[0], { titles: 100, ids: "tmdb", concurrency: 4, library: 2306 });
    assert.equal(all.at(-1)?.titles, 100_000);
  });

  it("is what is named, in all values of the rest", () => {
    const some = chooseScenarios(["--titles", "1000,50", "--ids", "imdb", "--concurrency", "4"]);
    assert.deepEqual(
      some.map(({ titles, ids, concurrency, library }) => [titles, ids, concurrency, library]),
      [
        [1000, "imdb", 4, 2306],
        [1000, "imdb", 4, 50_000],
        [50, "imdb", 4, 2306],
        [50, "imdb", 4, 50_000],
      ],
    );
  });

  it("says what there is when a word is not understood", () => {
    assert.throws(() => chooseScenarios(["--ids", "tvdb"]), /some of tmdb,imdb,title/);
    assert.throws(() => chooseScenarios(["--titles", "many"]), /whole numbers from 1/);
  });
});
