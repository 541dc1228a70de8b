import assert from "node:assert/strict";
import { measure } from "../bench/measure.ts";
import type { Row } from "../bench/results.ts";
import type { RunName } from "../bench/scenario.ts";

/** A first sync asks once each what the server is. */
const SET_UP = ["GET /settings/metadatas", "GET /settings/public", "GET /status"];

type Measured = Omit<Row, "machine" | "date">;

describe("the calls of full syncs of 100 and of 400 titles with IMDb ids", function () {
  this.timeout(120_000);
  const measured: Measured[] = [];
  const rowOf = (titles: number, run: RunName) => {
    const row = measured.find((one) => one.titles === titles && one.run === run);
    assert.ok(row, `${titles} titles, ${run}`);
    return row;
  };

  before(async () => {
    for (const titles of [100, 400])
      await measure({ titles, ids: "imdb", concurrency: 4, library: 500 }, {}, 0, (row) =>
        measured.push(row),
      );
  });

  for (const titles of [100, 400]) {
    it(`are no more than must be in the first, with ${titles} titles`, () => {
      const { calls, limitCalls } = rowOf(titles, "first");
      for (const [route, count] of Object.entries(calls))
        assert.ok(count <= (SET_UP.includes(route) ? 1 : (limitCalls[route] ?? 0)), `${count} × ${route}`);
    });

    it(`are two in a later one of ${titles} titles, and one search and one request more for each new title`, () => {
      const library = { "GET /media": 1, "GET /request/count": 1 };
      assert.deepEqual(rowOf(titles, "steady").calls, library);
      const fresh = titles / 100;
      assert.deepEqual(rowOf(titles, "1 % new").calls, {
        ...library,
        "GET /search": fresh,
        "POST /request": fresh,
      });
    });

    it(`request each of ${titles} titles that is missing once, and nothing else`, () => {
      for (const { run, right, wanted, wrong } of measured.filter((row) => row.titles === titles))
        assert.deepEqual({ run, right, wrong }, { run, right: wanted, wrong: 0 });
    });
  }

  it("carry four times as much for four times as many titles, not more", () => {
    for (const bytes of ["sentBytes", "receivedBytes"] as const) {
      const [small, large] = [rowOf(100, "first")[bytes], rowOf(400, "first")[bytes]];
      assert.ok(large < 4.2 * small, `${bytes}: ${small} with 100 titles, ${large} with 400`);
    }
  });
});
