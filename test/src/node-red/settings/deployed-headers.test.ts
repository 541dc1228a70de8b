import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { deployedHeaders } from "../../../../src/node-red/settings/deployed-headers.ts";
import { temporaryFolder } from "../../../support/state-samples.ts";

describe("extra headers of a deployed server", () => {
  const path = temporaryFolder();
  const env = (name: string) => (name === "PROXY_KEY" ? "hidden" : undefined);
  const value = (text: string) => deployedHeaders([{ name: "X-Proxy", value: text }], env)[0]?.value;

  it("take a part or the whole of a value from the environment, and leave other values as they are", () => {
    assert.equal(value("$" + "{PROXY_KEY}"), "hidden");
    assert.equal(value("Bearer $" + "{PROXY_KEY}"), "Bearer hidden");
    assert.equal(value("plain"), "plain");
    assert.deepEqual(deployedHeaders(undefined, env), []);
  });

  it("take a value from the first line of a file", () => {
    const file = path("proxy.key");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "from-file\nsecond line\n");
    assert.equal(value(`file:${file}`), "from-file");
  });

  it("name the variable or file that is not there", () => {
    assert.throws(() => value("$" + "{ABSENT}"), { code: "bad-config", message: /X-Proxy needs .* ABSENT/ });
    assert.throws(() => value(`file:${path("absent")}`), {
      code: "bad-config",
      message: /^The header file .*absent cannot be read/,
    });
  });
});
