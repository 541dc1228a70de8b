import assert from "node:assert/strict";
import {
  booleanValue,
  expandEnv,
  headerValues,
  numberValue,
  readApiKey,
  wordValue,
} from "../../../../src/node-red/settings/config-values.ts";

const SECRET = "MTY5NDk3NjQ0ODY0NSZmYjUwZDI2Zi0";
const env = (name: string) => ({ HOST: "seerr.lan", OVERSEERR_API_KEY: SECRET, EMPTY: "" })[name];
const noFile = (): string => assert.fail("no file is to be read");

describe("readApiKey", () => {
  it("names what is missing, for each way of giving the key", () => {
    assert.throws(() => readApiKey({}, env, noFile), { code: "bad-config", message: /no API key/ });
    assert.throws(() => readApiKey({ keyType: "env", keyEnv: "MY_KEY" }, env, noFile), {
      code: "bad-config",
      message: /environment variable MY_KEY, which is not set/,
    });
    assert.throws(() => readApiKey({ keyType: "env", keyEnv: "" }, env, noFile), /no name of one is given/);
    assert.throws(() => readApiKey({ keyType: "file", keyFile: "" }, env, noFile), /no path is given/);
    assert.throws(() => readApiKey({ keyType: "file", keyFile: "/nowhere/key" }, env), {
      code: "bad-config",
      message: /\/nowhere\/key cannot be read \(ENOENT\)/,
    });
    assert.throws(
      () => readApiKey({ keyType: "file", keyFile: "key" }, env, () => "\nkey"),
      /empty first line/,
    );
  });

  it("reads the credential, the variable and the first line of the file", () => {
    assert.equal(readApiKey({ apiKey: " abc " }, env, noFile), "abc");
    assert.equal(readApiKey({ keyType: "cred", apiKey: `\${OVERSEERR_API_KEY}` }, env, noFile), SECRET);
    assert.equal(readApiKey({ keyType: "env", keyEnv: "OVERSEERR_API_KEY" }, env, noFile), SECRET);
    assert.equal(readApiKey({ keyType: "env", keyEnv: `\${OVERSEERR_API_KEY}` }, env, noFile), SECRET);
    assert.equal(
      readApiKey({ keyType: "file", keyFile: "key" }, env, () => "abc\r\nnote"),
      "abc",
    );
  });

  it("takes a variable that Node-RED has replaced already for the key, and never repeats it", () => {
    assert.equal(readApiKey({ keyType: "env", keyEnv: SECRET }, env, noFile), SECRET);
    assert.throws(
      () => readApiKey({ keyType: "env", keyEnv: "short secret" }, env, noFile),
      (error: Error) => !error.message.includes("short secret"),
    );
  });
});

describe("expandEnv", () => {
  it("replaces variables anywhere in the text", () => {
    assert.equal(
      expandEnv(`http://\${HOST}:5055/\${HOST}`, "server URL", env),
      "http://seerr.lan:5055/seerr.lan",
    );
  });

  it("names the variable that is not set or empty", () => {
    for (const name of ["MISSING", "EMPTY"]) {
      assert.throws(() => expandEnv(`http://\${${name}}`, "server URL", env), {
        code: "bad-config",
        message: new RegExp(`server URL needs the environment variable ${name}`),
      });
    }
  });
});

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

describe("headerValues", () => {
  it("makes headers of the dialog's rows", () => {
    assert.deepEqual(headerValues([{ name: " X-Proxy ", value: "1" }, { name: "" }, null]), {
      "X-Proxy": "1",
    });
    assert.deepEqual(headerValues(undefined), {});
  });
});
