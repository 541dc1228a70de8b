import assert from "node:assert/strict";
import fs, { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { commitRestore, finishRestore } from "../../../src/backup/swap.ts";
import { readLogins, writeLogins } from "../../support/backups.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

describe("what a restore puts in place", () => {
  const path = temporaryFolder();
  const real = { ...fs };
  function change(functions: object): void {
    Object.assign(fs, functions);
    syncBuiltinESMExports();
  }
  afterEach(() => {
    const { rmSync, openSync, fsyncSync, renameSync, mkdtempSync } = real;
    change({ rmSync, openSync, fsyncSync, renameSync, mkdtempSync });
  });

  /** A database and logins, and others beside them that are to take their place. */
  function place(name: string, folder: string) {
    const [file, logins, restored] = [path(name, "state.db"), path(name, "logins"), path(name, folder)];
    mkdirSync(restored, { recursive: true });
    writeFileSync(file, "old");
    writeLogins(logins, "old");
    writeFileSync(join(restored, "state.db"), "new");
    writeLogins(join(restored, "logins"), "new");
    return { file, logins, restored };
  }
  function assertRestored({ file, logins }: { file: string; logins: string }): void {
    assert.equal(readFileSync(file, "utf8"), "new");
    assert.deepEqual(readLogins(logins), ["new.a1.login", "new.b2.login"]);
    assert.equal(existsSync(`${file}.restore`), false);
  }

  it("is there although a process of the same number was killed while it removed what it had restored", () => {
    const found = place("twice", "state.db.restore");
    // the only process of a container has the same number each time
    const left = `${found.file}.unfinished-state.db.restore-${process.pid}`;
    mkdirSync(left);
    writeFileSync(join(left, "a1.login"), "left");
    finishRestore(found.file, found.logins);
    assertRestored(found);
  });

  it("stands beside no log of what was there, which would be taken for its own", () => {
    const found = place("logs", "state.db.restore");
    for (const log of ["-wal", "-shm", "-journal"]) writeFileSync(`${found.file}${log}`, "old");
    finishRestore(found.file, found.logins);
    assert.deepEqual(readdirSync(path("logs")).sort(), ["logins", "state.db"]);
  });

  it("is there although the disk is full", () => {
    const found = place("full", "state.db.restore");
    rmSync(join(`${found.file}.restore`, "logins"), { recursive: true });
    change({
      mkdtempSync() {
        throw new Error("ENOSPC: no space left on device");
      },
    });
    finishRestore(found.file, found.logins);
    assert.equal(readFileSync(found.file, "utf8"), "new");
    assert.equal(existsSync(`${found.file}.restore`), false);
  });

  it("is there although what is over cannot be removed", () => {
    const found = place("busy", "state.db.restore");
    change({
      rmSync(file: string, options: fs.RmOptions) {
        if (options.recursive) throw new Error("Device or resource busy.");
        real.rmSync(file, options);
      },
    });
    finishRestore(found.file, found.logins);
    assertRestored(found);
  });

  it("is on the disk, with its names, before that is decided", () => {
    const found = place("flushed", "restored");
    const names = new Map<number, string>();
    const done: string[] = [];
    change({
      openSync(...args: Parameters<typeof fs.openSync>) {
        const opened = real.openSync(...args);
        names.set(opened, String(args[0]));
        return opened;
      },
      fsyncSync(opened: number) {
        done.push(names.get(opened) ?? "");
        real.fsyncSync(opened);
      },
      renameSync(from: string, to: string) {
        done.push(`to ${to}`);
        real.renameSync(from, to);
      },
    });
    commitRestore(found.restored, found.file, found.logins);
    const decided = done.indexOf(`to ${found.file}.restore`);
    assert.deepEqual(done.slice(0, decided).sort(), [found.restored, join(found.restored, "logins")]);
    assertRestored(found);
  });
});
