import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Results, readResults } from "../../bench/results.ts";
import { between } from "../provider-docs.ts";
import { performancePage, readmeFigures } from "./performance-page.ts";
import { growthPlot, peersPlot } from "./plots.ts";
import { firstSyncs } from "./rows.ts";

const root = join(import.meta.dirname, "../../..");
const README = "README.md";

/** The page, its plots and what the README quotes, by path from the project's folder; nothing of rows that were not run. */
export function performanceFiles({ rows, emptyFlows }: Results = readResults()): Record<string, string> {
  return {
    "docs/performance.md": performancePage(rows, emptyFlows),
    "docs/images/performance-programs.svg": peersPlot(rows),
    "docs/images/performance-growth.svg": growthPlot(firstSyncs(rows)),
    [README]: between(readFileSync(join(root, README), "utf8"), "figures", readmeFigures(rows)),
  };
}

/** Writes what {@link performanceFiles} gives. */
export function writePerformance(): void {
  for (const [file, text] of Object.entries(performanceFiles())) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    console.log(file);
  }
}
