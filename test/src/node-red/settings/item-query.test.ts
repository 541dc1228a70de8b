import assert from "node:assert/strict";
import { readItemQuery } from "../../../../src/node-red/settings/item-query.ts";

describe("readItemQuery", () => {
  it("takes empty fields of a dialog as not asked", () => {
    assert.deepEqual(
      readItemQuery({ statuses: [], text: " ", since: "", limit: "", profile: undefined, mediaType: "" }),
      {},
    );
  });

  it("reads texts, numbers and times in the forms that people write", () => {
    assert.deepEqual(
      readItemQuery({
        statuses: "failed, requested",
        text: 1917,
        limit: "5",
        since: "2026-11-21",
        until: 0,
        mediaType: "tv",
      }),
      {
        statuses: ["failed", "requested"],
        text: "1917",
        limit: 5,
        since: "2026-11-21T00:00:00.000Z",
        until: "1970-01-01T00:00:00.000Z",
        mediaType: "tv",
      },
    );
  });

  for (const [query, words] of [
    [{ statuses: ["lost"] }, /statuses must be one or more of .*"lost"/],
    [{ since: "yesterday" }, /query\.since must be a time such as/],
    [{ limit: "many" }, /query\.limit must be a whole number from 0 to 1,000,000; it is "many"/],
    [{ offset: -1 }, /query\.offset must be/],
    [{ mediaType: "shows" }, /query\.mediaType must be all, movie or tv; it is "shows"/],
    [{ mediaType: ["movie"] }, /mediaType/],
    [{ statuses: {} }, /statuses/],
    [{ statuses: ["requested", "lost"] }, /statuses must be one or more of/],
    [{ since: "11/12/2026" }, /since/],
    [{ limt: 5 }, /unknown property "limt"\. Did you mean "limit"\?/],
    [{ profile: {} }, /profile/],
    [{ text: true }, /text/],
    [{ runId: ["a"] }, /runId/],
  ] as const) {
    it(`refuses ${JSON.stringify(query)}`, () => {
      assert.throws(() => readItemQuery(query), words);
    });
  }
});
