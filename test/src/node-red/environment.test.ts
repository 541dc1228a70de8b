import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentOf } from "../../../src/node-red/environment.ts";

describe("The environment of a node", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "list-sync-environment-"));
    file = join(folder, "key");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const env = (variables: Record<string, string>) =>
    environmentOf({ util: { getSetting: (_node: object, name: string) => variables[name] } }, {});

  it("has the variables that are set", () => {
    assert.equal(env({ KEY: "abc" })("KEY"), "abc");
    assert.equal(env({})("KEY"), undefined);
    assert.equal(env({ KEY: "abc", KEY_FILE: "" })("KEY"), "abc");
  });

  it("reads a variable from its file, whatever line break an editor left at the end", () => {
    for (const text of ["secret", "secret\n", "secret\r\n"]) {
      writeFileSync(file, text);
      assert.equal(env({ KEY_FILE: ` ${file} ` })("KEY"), "secret");
      assert.equal(env({ KEY: "", KEY_FILE: file })("KEY"), "secret");
    }
  });

  it("follows links, which is how a cluster mounts its secrets", () => {
    writeFileSync(file, "secret\n");
    symlinkSync(file, join(folder, "link"));
    assert.equal(env({ KEY_FILE: join(folder, "link") })("KEY"), "secret");
  });

  it("takes a variable that is set itself, whatever its file may be", () => {
    for (const KEY_FILE of [file, join(folder, "missing")])
      assert.equal(env({ KEY: "own", KEY_FILE })("KEY"), "own");
  });

  it("names the variable whose file cannot be read", () => {
    for (const [path, why] of [
      [join(folder, "missing"), "ENOENT"],
      [folder, "unreadable|[A-Z]+"],
    ] as const)
      assert.throws(() => env({ KEY_FILE: path })("KEY"), {
        code: "bad-config",
        message: new RegExp(`^The file that KEY_FILE names cannot be read \\((${why})\\)\\. Check its path`),
      });
  });
});
