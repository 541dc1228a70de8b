import assert from "node:assert/strict";
import { withKnownOptions } from "../../../../src/lists/entries/known-options.ts";

const known = [
  { list: "https://www.imdb.com/chart/top/", limit: 50, enabled: false },
  { list: "https://trakt.tv/users/sean/lists/horror", requestAs: 4, minRating: 6 },
];

describe("Lists that a message asks for", () => {
  it("keep the options that they have in the node, however they are written", () => {
    assert.deepEqual(withKnownOptions([{ list: "sean/horror", provider: "trakt" }], known), [
      { list: "sean/horror", provider: "trakt", requestAs: 4, minRating: 6 },
    ]);
  });

  it("are read although they are switched off in the node", () => {
    assert.deepEqual(withKnownOptions([{ list: "top" }], known), [{ list: "top", limit: 50 }]);
  });

  it("win with what they say themselves", () => {
    const [entry] = withKnownOptions(
      [{ list: "https://trakt.tv/users/sean/lists/horror", requestAs: 2, enabled: false }],
      known,
    );
    assert.deepEqual([entry?.requestAs, entry?.minRating, entry?.enabled], [2, 6, false]);
  });

  it("may be others, or not be understood at all", () => {
    const asked = [{ list: "stevenlu" }, { list: "nothing that anybody knows" }];
    assert.deepEqual(withKnownOptions(asked, known), asked);
  });
});
