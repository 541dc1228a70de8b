import assert from "node:assert/strict";
import { ntfy } from "../../../src/notify/channels/ntfy.ts";
import { compose } from "../../../src/notify/compose.ts";
import { bytes, fitLines } from "../../../src/notify/cut.ts";
import { newsOfSummary } from "../../../src/notify/run-news.ts";
import { summaryWith } from "../../support/news.ts";

const more = (count: number) => `+${count}`;

describe("A text that is too long for a channel", () => {
  it("keeps the first lines that fit, and says how many did not", () => {
    const lines = ["ä", "bb", "c", "dd"];
    const texts = Array.from({ length: 11 }, (_, limit) => fitLines(lines, limit, bytes, more));
    assert.deepEqual(texts, [
      "",
      "",
      "+4",
      "+4",
      "+4",
      "ä\n+3",
      "ä\n+3",
      "ä\n+3",
      "ä\nbb\n+2",
      "ä\nbb\n+2",
      "ä\nbb\nc\ndd",
    ]);
    assert.equal(fitLines([], 0, bytes, more), "");
  });

  it("does not hold up Node-RED, however many titles a first sync asked for", () => {
    const requested = Array.from({ length: 20_000 }, (_, place) => `Title number ${place} (1999)`);
    const notice = compose([newsOfSummary(summaryWith({ requested }), new Date(0))]);
    const form = ntfy("https://ntfy.sh/my-topic", undefined, undefined);
    const began = performance.now();
    const { message } = form.body(notice) as { message: string };
    assert.ok(performance.now() - began < 2000, `${Math.round(performance.now() - began)} ms`);
    assert.match(message, /Title number 0 [\s\S]*\n… and 19\d\d\d more$/);
  });
});
