import assert from "node:assert/strict";
import { compose } from "../../../src/notify/compose.ts";
import { newsOfSummary } from "../../../src/notify/run-news.ts";
import { isWorthTelling } from "../../../src/notify/worth-telling.ts";
import { summaryWith } from "../../support/news.ts";

const NOW = new Date(0);

describe("What a message says", () => {
  it("names what failed often once, and no more than two errors in its first line", () => {
    const failed = (message: string) =>
      newsOfSummary(summaryWith({ state: "failed", error: { code: "server-down", message } }), NOW);
    const { summary, sections } = compose(["One.", "Two.", "Three.", "One."].map(failed));
    assert.match(summary, /One\. Two\.$/);
    const problems = sections.find(({ kind }) => kind === "problems");
    assert.deepEqual(problems?.lines, [
      { text: "Main (2 times)", detail: "One." },
      { text: "Main", detail: "Two." },
      { text: "Main", detail: "Three." },
    ]);
  });

  it("names ten failures, and how many more there were", () => {
    const runs = Array.from({ length: 13 }, (_, place) =>
      newsOfSummary(
        summaryWith({ state: "failed", error: { code: "server-down", message: `Reason ${place}.` } }),
        NOW,
      ),
    );
    const beef = { title: "Beef", status: "not_found" as const, reason: "Nobody knows it." };
    const { sections } = compose([...runs, newsOfSummary(summaryWith({ problems: [beef] }), NOW)]);
    const lines = sections.find(({ kind }) => kind === "problems")?.lines ?? [];
    assert.deepEqual(
      lines.slice(9).map(({ text }) => text),
      ["Main", "… and 3 more", "Beef"],
    );
  });

  it("is a problem when titles never arrived", () => {
    const news = newsOfSummary(summaryWith({ missing: 3 }), NOW);
    assert.equal(isWorthTelling(news, "problems"), true);
    const { level, title } = compose([news]);
    assert.deepEqual([level, title], ["warning", "Main: sync completed with problems"]);
  });

  it("says for how long a sync ran in the words of a clock", () => {
    const durations = [4.24, 59.97, 90, 119.7, 3599.8, 3900].map((duration) => {
      const { facts } = compose([newsOfSummary(summaryWith({ duration }), NOW)]);
      return facts.find(({ name }) => name === "Duration")?.value;
    });
    assert.deepEqual(durations, ["4.2 s", "1 min 0 s", "1 min 30 s", "2 min 0 s", "1 h 0 min", "1 h 5 min"]);
  });
});
