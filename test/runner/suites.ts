import { globSync } from "node:fs";
import { basename } from "node:path";

export interface Suite {
  name: string;
  /** Arguments of node. */
  args: string[];
  env?: Record<string, string>;
  /** Milliseconds after which it is ended, whatever it does. */
  limitMs: number;
  /** Milliseconds without a word after which it is taken for one that does not end. */
  silenceMs: number;
}

const MINUTE = 60_000;
/** A quiet machine needs a tenth of them; no test here may take longer than the silence. */
const GUARD = { limitMs: 30 * MINUTE, silenceMs: 6 * MINUTE };
const LONG = { limitMs: 55 * MINUTE, silenceMs: 25 * MINUTE };

const bin = (name: string) => `node_modules/${name}`;
const mocha = (...patterns: string[]) => [
  bin("mocha/bin/mocha.js"),
  "--reporter",
  "dot",
  ...globSync(patterns).sort(),
];

/** What guards every commit; slow suites first, so that the two lanes end together. */
export const guards: Suite[] = [
  { name: "flows", args: mocha("test/flows/**/*.test.ts") },
  { name: "package", args: mocha("test/package/**/*.test.ts") },
  { name: "editor-5", args: mocha("test/editor/**/*.test.ts"), env: { NODE_RED: "5" } },
  { name: "editor-4", args: mocha("test/editor/**/*.test.ts"), env: { NODE_RED: "4" } },
  { name: "unit", args: mocha("test/src/**/*.test.ts", "test/runner/**/*.test.ts") },
  { name: "nodes-5", args: mocha("test/nodes/**/*.test.ts"), env: { NODE_RED: "5" } },
  { name: "nodes-4", args: mocha("test/nodes/**/*.test.ts"), env: { NODE_RED: "4" } },
  { name: "lint", args: [bin("@biomejs/biome/bin/biome"), "check", "."] },
  { name: "types", args: [bin("typescript/bin/tsc"), "-p", "test"] },
].map((suite) => ({ ...suite, ...GUARD }));

/** Soak, scale, several processes, faults: each file of `test/long` is a suite of its own, named after it. */
export const long: Suite[] = globSync("test/long/**/*.test.ts")
  .sort()
  .map((file) => ({ name: basename(file, ".test.ts"), args: mocha(file), ...LONG }));
