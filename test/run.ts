/**
 * Runs suites three at a time and ends with one line of figures. `npm test -- unit flows` runs only those named,
 * `npm test -- unit items/fold -g accents` only files and tests of them; `--long` stands for all of `test/long`.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import PQueue from "p-queue";
import { ChoiceError, chooseSuites } from "./runner/choose-suites.ts";
import { runSuite } from "./runner/run-suite.ts";
import { long, type Suite } from "./runner/suites.ts";

const chosen = choose();

function choose(): Suite[] {
  try {
    return chooseSuites(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof ChoiceError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

// Suites have process groups of their own, which Ctrl-C does not reach; "exit" ends them.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));

// Some hundred processes load the same modules; the compiled ones are kept between them.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), "list-sync-test-compiled");

// One seed for all that is drawn by lot; set it to see a failure again.
process.env.LISTSYNC_SEED ??= String(Date.now() % 1_000_000);
if (chosen.some(({ name }) => long.some((suite) => suite.name === name)))
  console.log(`LISTSYNC_SEED=${process.env.LISTSYNC_SEED}`);

// Unpacks the browser once, before suites side by side would all begin to.
await chromium.executablePath();

// two cores, and each suite waits half of its time
const lanes = new PQueue({ concurrency: 3 });
const results = await lanes.addAll(
  chosen.map((suite) => async () => {
    const result = await runSuite(suite);
    console.log(`\n── ${suite.name} (${result.seconds} s) ──\n${result.output.trim()}`);
    return result;
  }),
);

const sum = (of: "passed" | "failed" | "skipped") => results.reduce((total, result) => total + result[of], 0);
console.log("");
for (const { suite, passed, failed, skipped, seconds } of results) {
  console.log(
    `${suite.name.padEnd(10)} ${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds} s`,
  );
}
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
process.exit(sum("failed") > 0 ? 1 : 0);
