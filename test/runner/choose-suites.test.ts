import assert from "node:assert/strict";
import { ChoiceError, chooseSuites } from "./choose-suites.ts";
import type { Suite } from "./suites.ts";

const limits = { limitMs: 1, silenceMs: 1 };
const all: { guards: Suite[]; long: Suite[] } = {
  guards: [
    {
      name: "unit",
      args: ["mocha"],
      files: ["test/src/items/fold.test.ts", "test/src/items/key.test.ts"],
      ...limits,
    },
    { name: "nodes-5", args: ["mocha"], files: ["test/nodes/list-source.test.ts"], ...limits },
    { name: "nodes-4", args: ["mocha"], files: ["test/nodes/list-source.test.ts"], ...limits },
    { name: "lint", args: ["biome"], ...limits },
  ],
  long: [{ name: "soak", args: ["mocha"], files: ["test/long/soak.test.ts"], ...limits }],
};
const choose = (line: string) => chooseSuites(line.split(" ").filter(Boolean), all);
const names = (line: string) => choose(line).map(({ name }) => name);

describe("what follows npm test --", () => {
  it("is nothing for all that guards a commit, and --long for the long ones", () => {
    assert.deepEqual(names(""), ["unit", "nodes-5", "nodes-4", "lint"]);
    assert.deepEqual(names("--long"), ["soak"]);
  });

  it("names suites, long ones too", () => {
    assert.deepEqual(names("lint unit"), ["unit", "lint"]);
    assert.deepEqual(names("soak"), ["soak"]);
  });

  it("names files of a suite, whole or in part", () => {
    assert.deepEqual(
      choose("unit test/src/items/fold.test.ts").map(({ files }) => files),
      [["test/src/items/fold.test.ts"]],
    );
    assert.deepEqual(choose("unit items/")[0]?.files?.length, 2);
  });

  it("finds the suites of a file by itself", () => {
    assert.deepEqual(names("./test/nodes/list-source.test.ts"), ["nodes-5", "nodes-4"]);
  });

  it("takes words of a test's name, for suites that have tests", () => {
    const [unit, ...others] = chooseSuites(["unit", "lint", "items/key", "-g", "two seasons"], all);
    assert.deepEqual(others, []);
    assert.deepEqual(unit?.args, ["mocha", "--grep", "two seasons"]);
    assert.deepEqual(unit?.files, ["test/src/items/key.test.ts"]);
  });

  it("is refused with what there is when nothing is meant by it", () => {
    assert.throws(
      () => choose("units"),
      new ChoiceError('There is no suite "units". Suites: unit, nodes-5, nodes-4, lint, soak'),
    );
    assert.throws(() => choose("unit nowhere.test.ts"), /No suite of unit has a file like nowhere\.test\.ts/);
    assert.throws(() => choose("lint -g words"), /-g needs a suite with tests/);
    assert.throws(() => choose("--log"), ChoiceError);
  });
});
