import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { snapshot } from "../../../src/backup/snapshot.ts";
import { openDatabase } from "../../../src/state/database.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { fill } from "../../support/backups.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

describe("a copy for a backup", () => {
  const path = temporaryFolder();

  it("is used by nobody, whoever uses the database, and can be read by its owner only", async () => {
    const store = await openStore({ file: path("state.db") });
    await fill(store, "old");
    const { schema } = snapshot(path("state.db"), path("copy.db"));
    const [original, copy] = [openDatabase(path("state.db")), openDatabase(path("copy.db"))];
    const holders = (db: typeof copy) => db.all("SELECT place FROM lease").length;
    assert.deepEqual([holders(original), holders(copy)], [1, 0]);
    assert.equal(copy.pragma("user_version"), schema);
    for (const db of [original, copy]) db.close();
    await store.close();
    if (process.platform !== "win32") assert.equal(statSync(path("copy.db")).mode & 0o777, 0o600);
  });
});
