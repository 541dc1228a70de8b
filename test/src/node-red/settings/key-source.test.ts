import assert from "node:assert/strict";
import { expandEnv } from "../../../../src/fields/expand-env.ts";
import { headerValues } from "../../../../src/node-red/settings/deployed-headers.ts";
import { readApiKey } from "../../../../src/node-red/settings/key-source.ts";

const SECRET = "MTY5NDk3NjQ0ODY0NSZmYjUwZDI2Zi0";
const env = (name: string) => ({ HOST: "seerr.lan", OVERSEERR_API_KEY: SECRET, EMPTY: "" })[name];
const noFile = (): string => assert.fail("no file is to be read");

describe("readApiKey", () => {
  it("names what is missing, for each way of giving the key", () => {
    assert.throws(() => readApiKey({}, env, noFile), { code: "bad-config", message: /no API key/ });
    assert.throws(() => readApiKey({ keyType: "env", keyEnv: "MY_KEY" }, env, noFile), {
      code: "bad-config",
      message: /environment variable MY_KEY for the API key is not set/,
    });
    assert.throws(() => readApiKey({ keyType: "env", keyEnv: "" }, env, noFile), /no variable is named/);
    assert.throws(
      () => readApiKey({ keyType: "file", keyFile: "" }, env, noFile),
      /path of the API key file is missing/,
    );
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

describe("headerValues", () => {
  it("makes headers of the dialog's rows", () => {
    assert.deepEqual(headerValues([{ name: " X-Proxy ", value: "1" }, { name: "" }, null]), {
      "X-Proxy": "1",
    });
    assert.deepEqual(headerValues(undefined), {});
  });
});
