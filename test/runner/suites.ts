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
const editor = mocha("test/editor/**/*.test.ts");

/**
 * What the older line of Node-RED has of its own: its palette, its import, its dialogs' frame. What is inside of a dialog is the
 * same code, in the same browser, on both; `npm run test:long` tries that on the older line as well.
 */
const OF_THE_LINE =
  /\/(dialogs|doors|examples|full-sync|home-assistant|import-second|palette|sidebar|third-party)\.test\.ts$/;
const ofTheLine = (isIt: boolean) => ({
  args: editor.args,
  files: editor.files.filter((file) => OF_THE_LINE.test(file) === isIt),
  env: { NODE_RED: "4" },
});

/** What guards every commit; slow suites first, so that the lanes end together. */
export const guards: Suite[] = [
  // A flow's test mostly waits, so three of its files run side by side.
  { name: "flows", files: flows.files, args: [...flows.args, "--parallel", "--jobs", "3"] },
  { name: "package", ...mocha("test/{package,deploy}/**/*.test.ts") },
  { name: "editor-5", ...editor, env: { NODE_RED: "5" } },
  {
    name: "unit",
    ...mocha("test/src/**/*.test.ts", "test/{bench,dialogs,demo,runner,release,repository}/**/*.test.ts"),
  },
  { name: "editor-4", ...ofTheLine(true) },
  { name: "page", ...mocha("test/page/**/*.test.ts") },
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
  { name: "inside-dialogs-4", ...ofTheLine(false), ...LONG },
  {
    name: "many-files",
    ...mocha("test/src/watch/watch-files.test.ts"),
    env: { LISTSYNC_MANY_FILES: "10000" },
    ...LONG,
  },
];
