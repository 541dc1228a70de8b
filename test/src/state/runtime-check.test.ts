import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { checkRuntime } from "../../../src/state/runtime-check.ts";
import { StateError } from "../../../src/state/state-error.ts";

describe("the check of the runtime", () => {
  it("accepts the Node.js that runs this test", () => {
    checkRuntime();
  });

  for (const napi of ["10", "11"]) {
    it(`accepts Node-API ${napi}`, () => checkRuntime({ node: "22.14.0", napi }));
  }

  for (const [node, napi] of [
    ["22.13.1", "9"],
    ["20.20.2", "9"],
    ["12.0.0", undefined],
  ] as const) {
    it(`names Node.js ${node} and what to update to`, () => {
      assert.throws(
        () => checkRuntime({ node, napi }),
        (error) => {
          assert.ok(error instanceof StateError);
          assert.equal(error.code, "state-runtime");
          assert.match(error.message, new RegExp(`Node\\.js ${node} .*22\\.14`));
          return true;
        },
      );
    });
  }

  it("comes before SQLite is loaded, which would end the process on an old Node.js", () => {
    const script = `
      import { createRequire } from "node:module";
      const { openStore } = await import("./src/state/sqlite-store.ts");
      const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes("better-sqlite3"));
      const seen = [loaded()];
      try {
        await openStore({ file: ":memory:", versions: { node: "22.9.0", napi: "9" } });
      } catch (error) {
        seen.push(error.code, loaded());
      }
      await (await openStore({ file: ":memory:" })).close();
      seen.push(loaded());
      console.log(JSON.stringify(seen));`;
    const root = new URL("../../../", import.meta.url);
    const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root });
    assert.deepEqual(JSON.parse(output.toString()), [false, "state-runtime", false, true]);
  });
});
