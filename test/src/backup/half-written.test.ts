import assert from "node:assert/strict";
import fs, { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { copyAsItIs } from "../../../src/backup/copy-as-it-is.ts";
import { exportRows } from "../../../src/backup/export-rows.ts";
import { importRows } from "../../../src/backup/import-rows.ts";
import { NEWEST_FORMAT } from "../../../src/state/migrations.ts";
import { backupsIn, fill, readLogins, writeLogins } from "../../support/backups.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

describe("a backup that is written in parts", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  const { writeSync } = fs;
  function letWriting(write: object): void {
    Object.assign(fs, write);
    syncBuiltinESMExports();
  }
  afterEach(() => letWriting({ writeSync }));

  it("leaves no half of a copy where what is there cannot be copied", () => {
    mkdirSync(path("half", "state.db-wal"), { recursive: true });
    writeFileSync(path("half", "state.db"), "damaged");
    assert.throws(() => copyAsItIs(path("half", "state.db"), path("half", "logins"), new Date()));
    assert.deepEqual(readdirSync(path("half")).sort(), ["state.db", "state.db-wal"]);
  });

  it("holds the logins that are there, though the file of another is gone", async () => {
    const { memory, backups, logins } = backupsIn(path("gone"));
    await fill(await memory.store(), "old");
    writeLogins(logins, "old");
    symlinkSync(path("nowhere"), join(logins, "c3.login"));
    const { files } = await backups.verify((await backups.make("")).file);
    await memory.close();
    assert.deepEqual(files, ["state.db", "logins/a1.login", "logins/b2.login"]);
    const copy = copyAsItIs(memory.file, logins, new Date());
    assert.deepEqual(readLogins(join(copy, "logins")), ["old.a1.login", "old.b2.login"]);
  });

  it("has all of its lines where the disk takes only a part of one at a time", async () => {
    const { memory } = backupsIn(path("export"));
    await fill(await memory.store(), "old");
    letWriting({
      writeSync: (file: number, text: string) => writeSync(file, text.slice(0, Math.ceil(text.length / 2))),
    });
    const { rows } = exportRows(memory.file, path("export.ndjson"));
    letWriting({ writeSync });
    await memory.close();
    assert.deepEqual(await importRows(path("export.ndjson"), path("imported.db")), {
      schema: NEWEST_FORMAT,
      rows,
    });
  });
});
