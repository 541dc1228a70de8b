import { globSync } from "node:fs";
import { basename } from "node:path";

export interface Suite {
  name: string;
  /** Arguments of node, before the files. */
  args: string[];
  /** Test files, for suites of mocha. */
  files?: string[];
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
const mocha = (...patterns: string[]) => ({
  args: [bin("mocha/bin/mocha.js"), "--reporter", "dot"],
  files: globSync(patterns).sort(),
});

const flows = mocha("test/flows/**/*.test.ts");

/** What guards every commit; slow suites first, so that the two lanes end together. */
export const guards: Suite[] = [
  // A flow's test mostly waits, so two of its files run side by side.
  { name: "flows", files: flows.files, args: [...flows.args, "--parallel", "--jobs", "2"] },
  { name: "package", ...mocha("test/{package,deploy}/**/*.test.ts") },
  { name: "editor-5", ...mocha("test/editor/**/*.test.ts"), env: { NODE_RED: "5" } },
  { name: "editor-4", ...mocha("test/editor/**/*.test.ts"), env: { NODE_RED: "4" } },
  {
    name: "unit",
    ...mocha("test/src/**/*.test.ts", "test/{bench,dialogs,demo,runner,release,repository}/**/*.test.ts"),
  },
  { name: "nodes-5", ...mocha("test/nodes/**/*.test.ts"), env: { NODE_RED: "5" } },
  { name: "nodes-4", ...mocha("test/nodes/**/*.test.ts"), env: { NODE_RED: "4" } },
  { name: "lint", args: ["test/runner/lint.ts"] },
  { name: "types", args: [bin("typescript/bin/tsc"), "-p", "test"] },
  { name: "types-page", args: [bin("typescript/bin/tsc"), "-p", "src/page"] },
].map((suite) => ({ ...suite, ...GUARD }));

/** Soak, scale, several processes, faults: each file of `test/long` is a suite of its own, named after it. */
export const long: Suite[] = [
  ...globSync("test/long/**/*.test.ts")
    .sort()
    .map((file) => ({ name: basename(file, ".test.ts"), ...mocha(file), ...LONG })),
  {
    name: "many-files",
    ...mocha("test/src/watch/watch-files.test.ts"),
    env: { LISTSYNC_MANY_FILES: "10000" },
    ...LONG,
  },
];
