import assert from "node:assert/strict";
import { everyDay } from "../../../../src/node-red/page/overview/days.ts";

describe("the days of the page", () => {
  it("are each there once, with what all databases counted", () => {
    const counted = [
      { day: "2026-03-01", count: 2 },
      { day: "2026-02-28", count: 1 },
      { day: "2026-03-01", count: 3 },
    ];
    assert.deepEqual(everyDay(3, new Date(2026, 2, 1, 12), counted), [
      { day: "2026-02-27", count: 0 },
      { day: "2026-02-28", count: 1 },
      { day: "2026-03-01", count: 5 },
    ]);
  });
});
