import assert from "node:assert/strict";
import { number, text, whole, word, yesNo } from "../../../src/fields/kinds.ts";
import { readFields } from "../../../src/fields/read-fields.ts";

const FIELDS = {
  dryRun: yesNo({ label: "Dry run", default: false, message: true }),
  url: text({ label: "Server URL", env: true }),
  mode: word({ label: "Mode", words: ["all", "count"], message: true }),
  count: whole({ label: "Count", min: 1, max: 9, default: 1, when: { mode: ["count"] } }),
  timeout: number({ label: "Timeout", min: 1, max: 600, default: 30 }),
};
const env = (name: string) => (name === "HOST" ? "seerr.lan" : undefined);

describe("Fields", () => {
  it("have their defaults where nothing is written", () => {
    assert.deepEqual(readFields(FIELDS, { config: {} }), {
      dryRun: false,
      url: undefined,
      mode: "all",
      count: 1,
      timeout: 30,
    });
  });

  it("are the message's before they are the node's, where a message may give them", () => {
    const { dryRun, timeout } = readFields(FIELDS, {
      config: { dryRun: true },
      msg: { dryRun: "no", timeout: 5 },
    });
    assert.deepEqual([dryRun, timeout], [false, 30]);
    assert.equal(readFields(FIELDS, { config: { dryRun: true }, msg: { dryRun: "" } }).dryRun, true);
  });

  it("of the node do not hide behind those of the message", () => {
    assert.throws(() => readFields(FIELDS, { config: { dryRun: "perhaps" }, msg: { dryRun: false } }), {
      code: "bad-config",
      message: `Dry run must be true or false; it is "perhaps". Correct it in the node's dialog.`,
    });
  });

  it("take variables from the environment in what is deployed only, and never from a message", () => {
    const url = "http://$" + "{HOST}:5055";
    assert.equal(readFields(FIELDS, { config: { url }, env }).url, "http://seerr.lan:5055");
    assert.equal(readFields(FIELDS, { config: { url } }).url, url);
    const asked = { asked: text({ label: "Asked", env: true, message: true }) };
    assert.equal(readFields(asked, { config: {}, msg: { asked: url }, env }).asked, url);
    assert.throws(() => readFields(FIELDS, { config: { url: "$" + "{ABSENT}" }, env }), {
      message: /^The server URL needs the environment variable ABSENT/,
    });
  });

  it("that are numbers may be a variable, and have their default while it is not set", () => {
    const fields = { workers: whole({ label: "Workers", min: 1, max: 9, default: 4, env: true }) };
    const workers = "$" + "{WORKERS}";
    const withEnv = (value?: string) => readFields(fields, { config: { workers }, env: () => value }).workers;
    assert.deepEqual([withEnv(), withEnv(""), withEnv("2")], [4, 4, 2]);
    assert.throws(() => withEnv("many"), {
      message: /^Workers must be a whole number from 1 to 9; it is "many"/,
    });
    // Node-RED has looked already, and left what is not set as it is
    assert.equal(readFields(fields, { config: { workers } }).workers, 4);
    assert.throws(
      () => readFields(fields, { config: { workers: `${workers}0` }, env: () => "2" }),
      /Workers must/,
    );
  });

  it("count only while those on which they depend say so, be it the node's or the message's", () => {
    assert.equal(readFields(FIELDS, { config: { count: "many" } }).count, 1);
    assert.throws(() => readFields(FIELDS, { config: { mode: "Count", count: "many" } }), /Count must be/);
    assert.equal(readFields(FIELDS, { config: { count: "3" }, msg: { mode: "count" } }).count, 3);
  });
});
