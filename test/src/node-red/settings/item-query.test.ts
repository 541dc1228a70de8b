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
        statuses: ["requested", "failed"],
        text: "1917",
        limit: 5,
        since: "2026-11-21T00:00:00.000Z",
        until: "1970-01-01T00:00:00.000Z",
        mediaType: "tv",
      },
    );
  });

  for (const [query, words] of [
    [{ statuses: ["lost"] }, /"lost" is no outcome/],
    [{ since: "yesterday" }, /`since` is no time/],
    [{ limit: "many" }, /`limit` must be a whole number/],
    [{ offset: -1 }, /`offset`/],
    [{ mediaType: "shows" }, /mediaType is "shows", which is not understood/],
    [{ mediaType: ["movie"] }, /mediaType/],
    [{ statuses: {} }, /statuses/],
    [{ statuses: ["requested", "lost"] }, /"lost" is no outcome/],
    [{ profile: {} }, /profile/],
    [{ text: true }, /text/],
    [{ runId: ["a"] }, /runId/],
  ] as const) {
    it(`refuses ${JSON.stringify(query)}`, () => {
      assert.throws(() => readItemQuery(query), words);
    });
  }
});
