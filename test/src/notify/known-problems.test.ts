import assert from "node:assert/strict";
import { createKnownProblems } from "../../../src/notify/known-problems.ts";
import type { RunNews } from "../../../src/notify/news.ts";
import { newsOfSummary } from "../../../src/notify/run-news.ts";
import { summaryWith } from "../../support/news.ts";

describe("Problems that people know", () => {
  const news = (count: number): RunNews => {
    const problems = Array.from({ length: count }, (_, place) => ({
      title: `Title ${place}`,
      status: "not_found" as const,
    }));
    return newsOfSummary(summaryWith({ problems }), new Date());
  };
  const start = () => createKnownProblems(undefined, "notify", (error) => assert.fail(String(error)));

  it("are those of the sync before, as many as are kept", async () => {
    const known = start();
    assert.equal((await known.mark(news(2000))).isKnown, undefined);
    assert.equal((await known.mark(news(2000))).isKnown, true);
    assert.equal((await known.mark(news(1))).isKnown, true);
    assert.equal((await known.mark(news(2))).isKnown, undefined);
  });

  it("are not a new one behind all that are kept", async () => {
    const known = start();
    await known.mark(news(2000));
    assert.equal((await known.mark(news(2001))).isKnown, undefined);
  });
});
