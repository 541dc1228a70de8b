import assert from "node:assert/strict";
import { retryAfterMs } from "../../../src/http/retry-after.ts";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const HERE = "Sun, 29 Nov 2026 12:00:00 GMT";

describe("Retry-After", () => {
  for (const [value, wait, date] of [
    ["7", 7000],
    [" 7 ", 7000],
    ["0", 0],
    ["1.5", 1500],
    ["86400", 86_400_000],
    ["Sun, 29 Nov 2026 12:01:00 GMT", 60_000],
    ["Sunday, 29-Nov-26 12:01:00 GMT", 60_000],
    ["Sun Nov 29 12:01:00 2026 GMT", 60_000],
    ["Sun, 29 Nov 2026 11:00:00 GMT", 0],
    ["Sun, 29 Nov 2026 12:01:00 GMT", 60_000, HERE],
    // the clock here is an hour slow
    ["Sun, 29 Nov 2026 13:01:00 GMT", 60_000, "Sun, 29 Nov 2026 13:00:00 GMT"],
    ["Sun, 29 Nov 2026 12:01:00 GMT", 60_000, "garbage"],
    ["", undefined],
    ["soon", undefined],
    ["Soon", undefined],
    ["-3", undefined],
    ["1.2.3", undefined],
    ["2026", 2_026_000],
    ["2026-11-29", undefined],
    [undefined, undefined],
  ] as const)
    it(`"${value}"${date ? ` in an answer of ${date}` : ""} is ${wait} ms`, () => {
      assert.equal(retryAfterMs({ "retry-after": value, ...(date && { date }) }, NOW), wait);
    });
});
