import { chmodSync, renameSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkPlain } from "../files/plain-file-error.ts";
import { withStaging } from "../files/with-staging.ts";
import { databaseFiles, wouldReplace } from "../files/would-replace.ts";
import type { Database } from "./database.ts";
import { reasonOf } from "./database-failure.ts";
import * as messages from "./messages.ts";
import { IN_MEMORY } from "./prepare-file.ts";
import { StateError } from "./state-error.ts";

/**
 * Copies the open database to a file, consistently and without stopping anybody. The copy appears under its name only
 * when it is complete. A path that leads to the database or its logs is refused.
 *
 * @param path - of the copy, replaced if it is there; absent: `<file>.backup-<time>` beside the database
 * @returns absolute path of the copy
 * @throws StateError `state-failed`, `state-closed`
 */
export async function backup(db: Database, path: string | undefined, now: Date): Promise<string> {
  const target = resolve(path?.trim() || defaultPath(db, now));
  if (db.file !== IN_MEMORY && wouldReplace(target, databaseFiles(db.file))) {
    throw new StateError("state-failed", messages.backupOntoItself(target));
  }
  try {
    return await withStaging(target, async (folder) => {
      const there = statSync(target, { throwIfNoEntry: false });
      // a device would be replaced by the copy
      if (there) checkPlain(target, there);
      const copy = join(folder, "copy.db");
      await db.copyTo(copy);
      chmodSync(copy, 0o600);
      renameSync(copy, target);
      return target;
    });
  } catch (error) {
    if (error instanceof StateError && error.code === "state-closed") throw error;
    throw new StateError("state-failed", messages.backupFailed(target, reasonOf(error)), { cause: error });
  }
}

function defaultPath(db: Database, now: Date): string {
  if (db.file !== IN_MEMORY) return `${db.file}.backup-${fileStamp(now)}`;
  throw new StateError("state-failed", messages.backupOfMemory());
}

/** A time that can stand in a file name on every system and sorts by age: `20260825-123045`. */
export function fileStamp(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
}
