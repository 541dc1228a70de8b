import { chmodSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileStamp } from "./backup.ts";
import { type Database, openDatabase } from "./database.ts";
import * as messages from "./messages.ts";
import type { Migration } from "./migrations.ts";
import { IN_MEMORY } from "./prepare-file.ts";
import { StateError } from "./state-error.ts";

/** Copies of this many migrations stay. */
const KEPT = 3;

/**
 * Copies the database to `<file>.backup-v<version>-<time>` before it is migrated, and removes all but the last few of
 * such copies.
 *
 * @param hiding steps that take out secrets; they are run on the copy too
 * @returns path of the copy; undefined for a database in memory
 * @throws StateError `state-migration` when no copy can be made: then nothing is to be migrated either; `state-locked`
 */
export function saveBeforeMigration(
  db: Database,
  version: number,
  now: Date,
  hiding: readonly Migration[] = [],
): string | undefined {
  if (db.file === IN_MEMORY) return undefined;
  const path = `${db.file}.backup-v${version}-${fileStamp(now)}`;
  try {
    // left over by a start in the same second
    rmSync(path, { force: true });
    // the online backup is asynchronous; this copies in one go, with what is still in the write-ahead log
    db.run("VACUUM INTO @path", { path });
    chmodSync(path, 0o600);
    if (hiding.length > 0) hideIn(path, hiding);
    unlessHindered(() => removeOldest(db.file));
    return path;
  } catch (error) {
    // it may be half of one, and hold what was to be taken out
    unlessHindered(() => rmSync(path, { force: true }));
    if (error instanceof StateError && error.code === "state-locked") throw error;
    throw new StateError("state-migration", messages.noCopyBeforeUpgrade(db.file, path), { cause: error });
  }
}

function hideIn(path: string, hiding: readonly Migration[]): void {
  const copy = openDatabase(path);
  try {
    copy.exec("PRAGMA foreign_keys = OFF; PRAGMA secure_delete = ON");
    copy.transaction(() => {
      for (const step of hiding) step.up(copy);
    });
  } finally {
    copy.close();
  }
}

function removeOldest(file: string): void {
  const folder = dirname(file);
  const prefix = `${basename(file)}.backup-v`;
  // by time, not by name: v10 sorts before v9
  const stampOf = (name: string) => name.slice(name.indexOf("-", prefix.length));
  const copies = readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .sort((a, b) => stampOf(a).localeCompare(stampOf(b)));
  for (const name of copies.slice(0, -KEPT))
    unlessHindered(() => rmSync(join(folder, name), { force: true }));
}

/** What stays only takes room: that keeps no database from being opened. */
function unlessHindered(work: () => void): void {
  try {
    work();
  } catch {
    // the next migration tries again
  }
}
