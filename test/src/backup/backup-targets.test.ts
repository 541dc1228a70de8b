import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { backupsIn, fill, readLogins, writeLogins } from "../../support/backups.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

describe("a backup onto what ListSync uses", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  let made: ReturnType<typeof backupsIn>;
  before(async () => {
    made = backupsIn(path("home"));
    await fill(await made.memory.store(), "old");
    writeLogins(made.logins, "old");
    symlinkSync(path("home"), path("linked"));
    symlinkSync(path("home", "state.db"), path("link.db"));
    linkSync(path("home", "state.db"), path("hard.db"));
    mkdirSync(path("other"));
  });
  after(() => made.memory.close());

  const targets = [
    ["home", "state.db"],
    ["home", "state.db-wal"],
    ["home", "state.db-shm"],
    ["home", "state.db-journal"],
    ["home", "state.db.restore"],
    ["home", "state.db.restore", "state.db"],
    ["home", "logins"],
    ["home", "logins", "a1.login"],
    ["home", "logins", "new.login"],
    ["other", "..", "home", "state.db"],
    ["linked", "state.db"],
    ["linked", "state.db-journal"],
    ["linked", "logins", "b2.login"],
    ["link.db"],
    ["hard.db"],
  ];
  for (const operation of ["make", "export"] as const)
    it(`is refused by ${operation === "make" ? "the backup" : "the export"}, also by way of links`, async () => {
      const before = readdirSync(path("home"));
      for (const target of targets)
        await assert.rejects(
          made.backups[operation](path(...target)),
          { code: "backup-failed", message: /ListSync itself uses that path\. Choose another path\.$/ },
          join(...target),
        );
      assert.deepEqual(readdirSync(path("home")), before);
      assert.match(readFileSync(path("home", "state.db"), "latin1"), /^SQLite format 3/);
      assert.deepEqual(readLogins(made.logins), ["old.a1.login", "old.b2.login"]);
    });

  it("is refused where the database is a link: neither that nor what it leads to is replaced", async () => {
    mkdirSync(path("by-link"));
    symlinkSync(path("elsewhere.db"), path("by-link", "state.db"));
    const linked = backupsIn(path("by-link"));
    await fill(await linked.memory.store(), "old");
    try {
      for (const target of [path("by-link", "state.db"), path("elsewhere.db"), path("elsewhere.db-wal")])
        await assert.rejects(linked.backups.make(target), { code: "backup-failed" }, target);
    } finally {
      await linked.memory.close();
    }
  });

  it("is refused where a device or a pipe is, which it would replace", async function () {
    if (process.platform === "win32") this.skip();
    execFileSync("mkfifo", [path("pipe")]);
    const store = await made.memory.store();
    const targets = [
      () => made.backups.make(path("pipe")),
      () => made.backups.export(path("pipe")),
      () => store.backup(path("pipe")),
    ];
    for (const write of targets)
      await assert.rejects(write(), { message: /could not be written to .+pipe: / });
    assert.equal(lstatSync(path("pipe")).isFIFO(), true);
  });
});
