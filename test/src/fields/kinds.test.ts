import assert from "node:assert/strict";
import type { Field } from "../../../src/fields/field.ts";
import { number, other, text, whole, word, yesNo, yesOrNo } from "../../../src/fields/kinds.ts";
import { PLACES, readValue } from "../../../src/fields/read-value.ts";

const reading =
  <Value>(field: Field<unknown, Value>) =>
  (value: unknown) =>
    readValue(field, value, PLACES.message, "msg.value");

const cycle: Record<string, unknown> = {};
cycle.self = cycle;

describe("A number", () => {
  const read = reading(number({ label: "Timeout", min: 1, max: 600 }));

  it("may be written as text, and is absent where nothing is written", () => {
    assert.deepEqual([5, "5", " 7 ", 1.5, 1, 600, "", undefined, null].map(read), [
      5,
      5,
      7,
      1.5,
      1,
      600,
      undefined,
      undefined,
      undefined,
    ]);
  });

  for (const value of [
    "soon",
    "  ",
    0,
    601,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    {},
    [],
    [5],
    true,
    cycle,
    Symbol("5"),
    5n,
  ])
    it(`is not ${typeof value} ${typeof value === "object" ? "" : String(value)}`, () => {
      assert.throws(() => read(value), {
        code: "bad-input",
        message: /^msg\.value must be a number from 1 to 600; it is .*\. Correct it in the message\.$/,
      });
    });

  it("is whole where it counts something", () => {
    const count = reading(whole({ label: "limit", min: 1, max: 100_000, none: 0 }));
    assert.deepEqual(["20", 0, "0"].map(count), [20, undefined, undefined]);
    assert.throws(() => count("2.5"), { message: /must be a whole number from 1 to 100,000; it is 2\.5\./ });
    assert.throws(() => count("-3"), { message: /must be a whole number from 1 to 100,000; it is -3\./ });
  });
});

describe("Yes or no", () => {
  const read = reading(yesNo({ label: "Dry run" }));

  it("is read in all forms that people write into environment variables", () => {
    const yes = [true, "true", "Yes", 1, "1", "on"];
    const no = [false, "false", "no", "0", 0, "OFF"];
    assert.deepEqual(yes.map(read), Array(yes.length).fill(true));
    assert.deepEqual(no.map(read), Array(no.length).fill(false));
    assert.deepEqual(["", undefined, null].map(read), Array(3).fill(undefined));
  });

  for (const value of [
    "y",
    "n",
    "ja",
    "perhaps",
    "4k",
    "tru",
    "  ",
    2,
    -1,
    Number.NaN,
    {},
    [],
    ["true"],
    () => true,
  ])
    it(`is not ${typeof value} ${String(value)}`, () => {
      assert.throws(() => read(value), {
        code: "bad-input",
        message: /^msg\.value must be true or false; it is /,
      });
    });
});

describe("A word", () => {
  const read = reading(word({ label: "Output", words: ["sequence", "array"] }));

  it("is read in any case", () => {
    assert.deepEqual(["array", " ARRAY ", "", null].map(read), ["array", "array", undefined, undefined]);
  });

  for (const value of ["arrays", 1, true, {}, ["array"]])
    it(`is not ${JSON.stringify(value)}, and the error names what it may be`, () => {
      assert.throws(() => read(value), { message: /must be sequence or array; it is / });
    });
});

describe("A text", () => {
  it("may be a number, and white space alone is nothing", () => {
    const read = reading(text({ label: "Profile" }));
    assert.deepEqual([" Main ", 4, "", "  ", null].map(read), ["Main", "4", undefined, undefined, undefined]);
    for (const value of [true, {}, ["Main"], Number.NaN])
      assert.throws(() => read(value), { code: "bad-input", message: /^msg\.value must be text; it is / });
  });

  it("has the form that it must have", () => {
    const read = reading(text({ label: "Browser", form: [/^wss?:/, "an address"] }));
    assert.equal(read("ws://b"), "ws://b");
    assert.throws(() => read("http://b"), { message: /must be an address; it is "http:\/\/b"/ });
  });
});

describe("What is wrong with a value", () => {
  it("is said with where to correct it", () => {
    const field = yesNo({ label: "Dry run" });
    for (const [place, code, remedy] of [
      [PLACES.message, "bad-input", /in the message\.$/],
      [PLACES.event, "bad-input", /in the event\.$/],
      [PLACES.list, "bad-input", /in the node's dialog or in the message\.$/],
      [PLACES.environment, "bad-config", /in the environment and restart Node-RED\.$/],
      [PLACES.settings, "bad-config", /in settings\.js and restart Node-RED\.$/],
      [PLACES.dialog, "bad-config", /in the node's dialog\.$/],
    ] as const)
      assert.throws(() => readValue(field, "perhaps", place), { code, message: remedy });
  });

  it("does not repeat more of the value than helps", () => {
    const field = other({
      label: "4K",
      expects: "true or false",
      schema: yesOrNo,
      initial: "",
      fallback: false,
    });
    assert.throws(
      () => readValue(field, "x".repeat(100), PLACES.dialog),
      ({ message }: Error) => message.length < 120,
    );
  });
});
