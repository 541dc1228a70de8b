import type { Database } from "./database.ts";
import { reasonOf } from "./database-failure.ts";
import { createLockWait, type LockWait } from "./lock-wait.ts";
import * as messages from "./messages.ts";
import { saveBeforeMigration } from "./migration-backup.ts";
import type { Migration } from "./migrations.ts";
import { StateError } from "./state-error.ts";

/** SQLite's mark of whose file it is: "LSYN". */
export const APPLICATION_ID = 0x4c53594e;

/**
 * Brings the database to the newest version. What is there is copied beside it first, and the steps happen all or not
 * at all.
 *
 * @param wait - for another program that keeps it locked
 * @returns the version it had before, 0 when it was new
 * @throws StateError `state-newer` written by a newer version of this package; `state-open` the file of another
 *   program; `state-migration` a step failed, `state-locked`; the file is as before
 */
export async function migrate(
  db: Database,
  migrations: readonly Migration[],
  now: Date,
  wait: Pick<LockWait, "inTurn"> = createLockWait(),
): Promise<number> {
  const newest = migrations.at(-1)?.version ?? 0;
  // in one piece, so that another process that is just making the file is seen before or after it, not halfway
  const before = await wait.inTurn(() => db.snapshot(() => versionOf(db)));
  if (before > newest) {
    throw new StateError("state-newer", messages.newerFormat(db.file, before, newest));
  }
  if (before === newest) return before;

  const hiding = migrations.filter(({ version, hides }) => hides && version > before);
  const backup =
    before > 0 ? await wait.inTurn(() => saveBeforeMigration(db, before, now, hiding)) : undefined;
  try {
    // has no effect within a transaction, so it cannot be part of one
    db.exec("PRAGMA foreign_keys = OFF");
    // what a step takes out (a key in an address) must not stay readable in the free pages of the file
    db.exec("PRAGMA secure_delete = ON");
    await wait.inTurn(() => db.transaction(() => climb(db, migrations)));
  } catch (error) {
    if (error instanceof StateError && error.code === "state-locked") throw error;
    throw new StateError(
      "state-migration",
      messages.upgradeFailed(db.file, { from: before, to: newest, why: reasonOf(error), backup }),
      { cause: error },
    );
  } finally {
    db.exec("PRAGMA secure_delete = OFF");
    db.exec("PRAGMA foreign_keys = ON");
  }
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  return before;
}

function climb(db: Database, migrations: readonly Migration[]): void {
  // read again: another process may have done it while this one waited for its turn
  const current = versionOf(db);
  for (const migration of migrations) {
    if (migration.version <= current) continue;
    migration.up(db);
    db.exec(`PRAGMA user_version = ${migration.version}`);
  }
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  const broken = db.all<{ table: string }>("PRAGMA foreign_key_check");
  if (broken[0]) throw new Error(messages.danglingRows(broken[0].table));
}

function versionOf(db: Database): number {
  const version = Number(db.pragma("user_version"));
  const ours = db.pragma("application_id") === APPLICATION_ID;
  const tables = db.get<{ count: number }>("SELECT COUNT(*) AS count FROM sqlite_master")?.count ?? 0;
  if (!ours && (version > 0 || tables > 0)) {
    throw new StateError("state-open", messages.otherProgram(db.file));
  }
  return version;
}
