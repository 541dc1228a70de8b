import assert from "node:assert/strict";
import {
  isKnownMediaStatus,
  isOpenRequest,
  moreAdvanced,
  requestStatusName,
} from "../../../src/overseerr/status.ts";

describe("status", () => {
  it("names every status of a request, and says the number of one it does not know", () => {
    assert.deepEqual([1, 2, 3, 4, 5, 6].map(requestStatusName), [
      "pending",
      "approved",
      "declined",
      "failed",
      "completed",
      "status 6",
    ]);
  });

  it("knows which numbers it knows", () => {
    assert.deepEqual([0, 1, 7, 8].map(isKnownMediaStatus), [false, true, true, false]);
  });

  it("takes declined and completed requests as closed, failed ones as open", () => {
    assert.deepEqual([1, 2, 3, 4, 5].map(isOpenRequest), [true, true, false, true, false]);
  });

  it("finds the more advanced of two, in either order", () => {
    const ascending = [1, 7, 99, 6, 2, 3, 4, 5];
    for (const [index, low] of ascending.entries())
      for (const high of ascending.slice(index)) {
        assert.equal(moreAdvanced(low, high), high);
        assert.equal(moreAdvanced(high, low), high);
      }
  });
});
