import assert from "node:assert/strict";
import { booleanValue, numberValue, optionalNumber, textValue, wordValue } from "../../src/strict-values.ts";

describe("numberValue", () => {
  const rule = { label: "time-out", default: 30, min: 1, max: 600 };

  it("reads numbers and texts, and takes the default for nothing", () => {
    assert.deepEqual(
      [5, "5", " 7 ", "", undefined, null].map((value) => numberValue(value, rule)),
      [5, 5, 7, 30, 30, 30],
    );
  });

  it("refuses what is no number or out of range", () => {
    for (const value of ["soon", 0, 601, Number.NaN, {}]) {
      assert.throws(() => numberValue(value, rule), {
        code: "bad-config",
        message: /time-out .* from 1 to 600/,
      });
    }
  });
});

describe("booleanValue", () => {
  it("reads what people write into environment variables", () => {
    assert.deepEqual(
      [true, "true", "Yes", 1, "1", "on", false, "false", "no", "0", 0, "OFF", "", undefined, null].map(
        (value) => booleanValue(value, "Dry run"),
      ),
      [
        true,
        true,
        true,
        true,
        true,
        true,
        false,
        false,
        false,
        false,
        false,
        false,
        ...Array(3).fill(undefined),
      ],
    );
  });

  for (const word of [
    "y",
    "n",
    "ja",
    "perhaps",
    "4k",
    "tru",
    2,
    -1,
    Number.NaN,
    {},
    [],
    ["true"],
    () => true,
  ])
    it(`takes ${typeof word} ${String(word)} for neither yes nor no`, () => {
      assert.throws(() => booleanValue(word, "msg.dryRun"), {
        code: "bad-input",
        message: /^msg\.dryRun is ".*", which is not understood, so nothing was done\. Use true or false/,
      });
      assert.throws(() => booleanValue(word, "Dry run"), { code: "bad-config" });
    });
});

describe("wordValue", () => {
  const read = (value: unknown) => wordValue(value, "The output", ["sequence", "array"]);

  it("reads a word in any case, and nothing as the first", () => {
    assert.deepEqual(["array", " ARRAY ", "", null, undefined].map(read), [
      "array",
      "array",
      "sequence",
      "sequence",
      "sequence",
    ]);
  });

  it("names what it knows when it does not understand", () => {
    for (const word of ["arrays", 1, true, {}, ["array"]])
      assert.throws(() => read(word), {
        code: "bad-config",
        message: /Use sequence, array in the node's dialog/,
      });
  });
});

describe("textValue", () => {
  it("reads texts and numbers, and takes the empty one for nothing", () => {
    assert.equal(textValue(" Main ", "msg.profile"), "Main");
    assert.equal(textValue(4, "msg.profile"), "4");
    for (const nothing of [undefined, null, "", "  "])
      assert.equal(textValue(nothing, "msg.profile"), undefined);
  });

  it("refuses whatever is neither, instead of taking it for nothing", () => {
    for (const other of [true, {}, ["Main"], Number.NaN])
      assert.throws(() => textValue(other, "msg.profile"), {
        code: "bad-input",
        message:
          /^msg\.profile is ".*", which is not understood, so nothing was done\. Use a text in the message/,
      });
  });
});

describe("a value that is not understood", () => {
  it("is corrected where it comes from", () => {
    for (const [label, code, place] of [
      ["msg.dryRun", "bad-input", /in the message\.$/],
      ["dry_run of the event", "bad-input", /in the event\.$/],
      ["List 2: `enabled`", "bad-input", /there\.$/],
      ["AUTOMATED_MODE", "bad-config", /in the environment and restart Node-RED\.$/],
      ["Dry run", "bad-config", /in the node's dialog\.$/],
    ] as const)
      assert.throws(() => booleanValue("perhaps", label), { code, message: place });
  });

  it("may even be one that cannot be written down", () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    for (const value of [cycle, Symbol("yes"), 2n, () => true])
      assert.throws(() => booleanValue(value, "msg.dryRun"), { message: /is not understood/ });
    const rule = { label: "limit", min: 0, max: 10 };
    for (const value of [cycle, Symbol("yes"), true, [], {}, "  "])
      assert.throws(() => optionalNumber(value, rule), { code: "bad-config", message: /from 0 to 10/ });
  });
});
