import assert from "node:assert/strict";
import { createAdaptiveLimit } from "../../../src/http/adaptive-limit.ts";

describe("a limit that adapts", () => {
  const make = () => createAdaptiveLimit({ least: 4, most: 16 });
  const answers = (limit: ReturnType<typeof make>, count: number, ms: number, kind = "/search") => {
    for (let each = 0; each < count; each++) limit.answered(kind, ms);
  };

  it("begins at the least and grows to the most while answers stay fast", () => {
    const limit = make();
    assert.equal(limit.limit, 4);
    answers(limit, 10, 100);
    assert.ok(limit.limit > 4 && limit.limit < 16, `${limit.limit}`);
    answers(limit, 500, 110);
    assert.equal(limit.limit, 16);
  });

  it("falls while answers take longer than twice their usual time, and not below the least", () => {
    const limit = make();
    answers(limit, 500, 100);
    answers(limit, 40, 350);
    assert.ok(limit.limit < 16, `${limit.limit}`);
    for (let each = 0; each < 10; each++) limit.failed();
    answers(limit, 3, 350);
    assert.ok(limit.limit >= 4, `${limit.limit}`);
  });

  it("falls to half when one fails, once for all that were under way", () => {
    const limit = make();
    answers(limit, 500, 100);
    limit.failed();
    limit.failed();
    assert.equal(limit.limit, 8);
  });

  it("falls to the least when nothing but failures come", () => {
    const limit = make();
    answers(limit, 500, 100);
    for (let each = 0; each < 60; each++) limit.failed();
    assert.equal(limit.limit, 4);
  });

  it("compares an answer with those of its own kind", () => {
    const limit = make();
    for (let each = 0; each < 300; each++) {
      limit.answered("/media", 20);
      limit.answered("/tv/N", 400);
    }
    assert.equal(limit.limit, 16);
  });
});
