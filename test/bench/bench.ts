/**
 * `npm run bench`: full syncs in a real Node-RED process against the test servers, see docs/performance.md. All rows take
 * hours; `npm run bench -- --titles 1000 --ids tmdb,imdb --concurrency 4 --library 2306` measures these. Each row replaces
 * its former one in docs/performance.json, of which the page is written. Calls and bytes are exact; seconds and memory are of
 * this machine and moment.
 */
import { createRequire } from "node:module";
import { writePerformance } from "../docs/performance/write-performance.ts";
import { measureEmptyFlow } from "./empty-flow.ts";
import { latenciesFor } from "./latencies.ts";
import { measure } from "./measure.ts";
import { keepEmptyFlow, keepResult, machine, type Row } from "./results.ts";
import { chooseScenarios, type Scenario } from "./scenario.ts";

const { version } = createRequire(import.meta.url)("node-red/package.json") as { version: string };
const date = new Date().toISOString().slice(0, 10);

const scenarios = choose();
for (const titles of new Set(scenarios.map((scenario) => scenario.titles))) {
  const measured = await measureEmptyFlow(titles, 3000);
  if (!measured) continue;
  keepEmptyFlow(measured);
  console.log(`\n${titles} messages without this package: ${measured.peakMiB} MiB above idle`);
}
for (const scenario of scenarios) {
  const { titles, ids, concurrency, library } = scenario;
  console.log(`\n${titles} titles by ${ids}, ${concurrency} calls at once, library of ${library} rows`);
  await measure(scenario, latenciesFor(titles), 3000, (measured) => {
    const row = { ...measured, machine: machine(version), date };
    keepResult(row);
    print(row);
  });
}
writePerformance();

function choose(): Scenario[] {
  try {
    return chooseScenarios(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

function print(row: Row): void {
  const routes = Object.entries(row.calls).map(([route, count]) => `${count} × ${route}`);
  const least = Object.values(row.limitCalls).reduce((sum, count) => sum + count, 0);
  console.log(
    [
      `${row.run}: ${row.state}, ${routes.join(", ")} (${least} are enough), ${row.listCalls} × list`,
      `  ${row.seconds} s = ${(row.seconds / row.limitSeconds).toFixed(2)} × limit of ${row.limitSeconds} s, ${row.atOnce} at once, CPU ${row.cpuSeconds} s, load ${row.load}`,
      `  ${row.peakMiB ?? "?"} MiB above ${row.idleMiB ?? "?"} (young generation ${row.youngMiB}), loop held ${row.holdMs} ms (computing ${row.computingMs}), ${row.sentBytes} bytes sent, ${row.receivedBytes} received`,
      `  ${row.right} of ${row.wanted} right, ${row.wrong} wrong`,
    ].join("\n"),
  );
}
