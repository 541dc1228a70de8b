import assert from "node:assert/strict";
import fs, { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { withStaging } from "../../../src/files/with-staging.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

describe("the folder in which something is made", () => {
  const path = temporaryFolder();
  const { rmSync } = fs;
  function letRemoving(remove: typeof rmSync): void {
    Object.assign(fs, { rmSync: remove });
    syncBuiltinESMExports();
  }
  afterEach(() => letRemoving(rmSync));

  function leaveBehind(name: string, of: Date): string {
    mkdirSync(path(name), { recursive: true });
    writeFileSync(path(name, "part"), "half");
    utimesSync(path(name), of, of);
    return path(name);
  }
  const long = new Date("2020-01-01T00:00:00.000Z");

  it("is removed with what was left a day ago or earlier, and nothing that somebody else named", async () => {
    const old = leaveBehind("it.unfinished-aB3xY9", long);
    const others = [
      leaveBehind("it.unfinished-of-mine", long),
      leaveBehind("it.unfinished-aB3xY8", new Date()),
      leaveBehind("that.unfinished-aB3xY9", long),
    ];
    await withStaging(path("it"), async (folder) => writeFileSync(`${folder}/new`, "new"));
    assert.equal(existsSync(old), false);
    assert.deepEqual(
      readdirSync(path("."))
        .map((name) => path(name))
        .sort(),
      others.sort(),
    );
  });

  it("need not be removed for the work to be done", async () => {
    leaveBehind("done.unfinished-aB3xY9", long);
    letRemoving(() => {
      throw new Error("Device or resource busy.");
    });
    assert.equal(await withStaging(path("done"), async () => "made"), "made");
  });
});
