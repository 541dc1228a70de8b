import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { own } from "../../../src/lists/own/index.ts";
import { readResults } from "../../bench/results.ts";
import { performanceFiles } from "../../docs/performance/write-performance.ts";
import { contextFor, fetchWith } from "../../support/fetch-context.ts";

describe("The page of performance", () => {
  for (const [file, text] of Object.entries(performanceFiles()))
    it(`is what the measurements give: ${file} (\`npm run docs\` writes it)`, () => {
      assert.equal(text, readFileSync(join(import.meta.dirname, "../../..", file), "utf8"));
    });

  it("quotes what a list with a title too many really says", async () => {
    const payload = Array.from({ length: 100_001 }, (_, index) => ({ tmdb_id: index + 1, type: "movie" }));
    const { warnings } = await fetchWith(own, "payload", contextFor("", { payload }));
    const { "docs/performance.md": page = "" } = performanceFiles();
    assert.equal(warnings.length, 1);
    assert.ok(page.includes(`> ${warnings[0]}`), warnings[0]);
  });

  it("shows no run that was not measured", () => {
    const rows = readResults().rows.filter(({ titles }) => titles === 100);
    const { "docs/performance.md": page = "" } = performanceFiles({ rows, emptyFlows: [] });
    assert.match(page, /### 100 titles/);
    assert.doesNotMatch(page, /### 1,000 titles|\*\*this package\*\*/);
  });
});
