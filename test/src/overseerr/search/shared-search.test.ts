import assert from "node:assert/strict";
import { normaliseItem } from "../../../../src/items/normalise.ts";
import { resolveItem } from "../../../../src/overseerr/search/resolve.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

describe("a search for a name that several titles bear", () => {
  const { start } = overseerrPerTest();

  it("answers for all of them", async () => {
    const { server, overseerr } = await start();
    const found = [];
    for (const year of [1984, 2021]) {
      const { item } = await resolveItem(normaliseItem({ title: "Dune", year, type: "movie" }), {
        overseerr,
      });
      found.push(item.match?.year);
    }
    assert.deepEqual(found, [1984, 2021]);
    assert.equal(server.calls["GET /search"], 1);
  });
});
