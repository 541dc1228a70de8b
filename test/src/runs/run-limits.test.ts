import assert from "node:assert/strict";
import { ServerError } from "../../../src/overseerr/server-error.ts";
import { RunLimits } from "../../../src/runs/run-limits.ts";

describe("RunLimits", () => {
  it("gives so many requests and no more; one given back can be taken again", () => {
    const limits = new RunLimits(2);
    assert.deepEqual([limits.reserve(), limits.reserve(), limits.reserve()], [true, true, false]);
    limits.release();
    assert.deepEqual([limits.reserve(), limits.reserve()], [true, false]);
  });

  it("holds to a limit that it shares, and names the one that is reached", () => {
    const shared = new RunLimits(2);
    const [one, other] = [new RunLimits(0, shared), new RunLimits(1, shared)];
    assert.deepEqual([other.reserve(), other.reserve(), other.maxRequests], [true, false, 1]);
    assert.deepEqual([one.reserve(), one.reserve(), one.maxRequests], [true, false, 2]);
    other.release();
    assert.deepEqual([one.reserve(), other.reserve(), other.maxRequests], [true, false, 2]);
  });

  it("has no limit by default", () => {
    const limits = new RunLimits();
    for (let n = 0; n < 1000; n += 1) assert.ok(limits.reserve());
  });

  it("stops a used-up quota for that user and media type only", () => {
    const limits = new RunLimits();
    limits.noteQuota(3, "movie", 1, "Movie Quota exceeded.");
    assert.equal(limits.quotaStop(3, "movie", 1), "Movie Quota exceeded.");
    assert.equal(limits.quotaStop(3, "tv", 1), undefined);
    assert.equal(limits.quotaStop(2, "movie", 1), undefined);
    assert.equal(limits.quotaStop(undefined, "movie", 1), undefined);
  });

  it("lets a show with fewer seasons than the refused one try", () => {
    const limits = new RunLimits();
    limits.noteQuota(3, "tv", 5, "Series Quota exceeded.");
    assert.equal(limits.quotaStop(3, "tv", 4), undefined);
    limits.noteQuota(3, "tv", 2, "Series Quota exceeded.");
    limits.noteQuota(3, "tv", 5, "Series Quota exceeded.");
    assert.deepEqual(
      [1, 2, 6].map((units) => limits.quotaStop(3, "tv", units) !== undefined),
      [false, true, true],
    );
  });

  it("remembers a missing permission per media type and quality, a missing user for all", () => {
    const limits = new RunLimits();
    const refused = new ServerError("server-permission", "no");
    limits.noteRefusal(4, "movie", true, refused);
    assert.equal(limits.refusal(4, "movie", true), refused);
    assert.equal(limits.refusal(4, "movie", false), undefined);
    const nobody = new ServerError("server-user", "nobody");
    limits.noteRefusal(9, "tv", false, nobody);
    assert.equal(limits.refusal(9, "movie", true), nobody);
  });
});
