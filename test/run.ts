/**
 * Runs every suite, two at a time, and ends with one line of figures. `npm test -- unit flows` runs only those named.
 */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import PQueue from "p-queue";

interface Suite {
  name: string;
  /** Arguments of node. */
  args: string[];
  env?: Record<string, string>;
}

interface Result {
  suite: Suite;
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
  output: string;
}

const bin = (name: string) => `node_modules/${name}`;
const mocha = (pattern: string) => [
  bin("mocha/bin/mocha.js"),
  "--reporter",
  "dot",
  ...globSync(pattern).sort(),
];

/** Slow suites first, so that the two lanes end together. */
const suites: Suite[] = [
  { name: "flows", args: mocha("test/flows/**/*.test.ts") },
  { name: "package", args: mocha("test/package/**/*.test.ts") },
  { name: "editor-5", args: mocha("test/editor/**/*.test.ts"), env: { NODE_RED: "5" } },
  { name: "editor-4", args: mocha("test/editor/**/*.test.ts"), env: { NODE_RED: "4" } },
  { name: "unit", args: mocha("test/src/**/*.test.ts") },
  { name: "nodes-5", args: mocha("test/nodes/**/*.test.ts"), env: { NODE_RED: "5" } },
  { name: "nodes-4", args: mocha("test/nodes/**/*.test.ts"), env: { NODE_RED: "4" } },
  { name: "lint", args: [bin("@biomejs/biome/bin/biome"), "check", "."] },
  { name: "types", args: [bin("typescript/bin/tsc"), "-p", "test"] },
];

function run(suite: Suite): Promise<Result> {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, suite.args, { env: { ...process.env, ...suite.env } });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("close", (code) => {
      const counted = countTests(output, code === 0);
      resolve({ suite, ...counted, seconds: Math.round((Date.now() - started) / 1000), output });
    });
  });
}

/** Mocha's own figures; a tool without figures counts as one test, and a runner that died as one failure. */
function countTests(output: string, ok: boolean): { passed: number; failed: number; skipped: number } {
  const figure = (word: string) => Number(new RegExp(`^\\s+(\\d+) ${word}`, "m").exec(output)?.[1] ?? 0);
  const passed = figure("passing");
  const failed = figure("failing");
  if (ok) return { passed: passed || 1, failed, skipped: figure("pending") };
  return { passed, failed: failed || 1, skipped: figure("pending") };
}

const wanted = process.argv.slice(2);
const chosen = suites.filter((suite) => wanted.length === 0 || wanted.includes(suite.name));
if (chosen.length === 0) {
  console.error(`There is no suite of that name. Suites: ${suites.map((suite) => suite.name).join(", ")}`);
  process.exit(2);
}

// Unpacks the browser once, before suites side by side would all begin to.
await chromium.executablePath();

const lanes = new PQueue({ concurrency: 2 });
const results = await lanes.addAll(
  chosen.map((suite) => async () => {
    const result = await run(suite);
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
