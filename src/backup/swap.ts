import { copyFileSync, existsSync, readdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "../files/make-folder.ts";
import { makeStaging, removeStaging } from "../files/with-staging.ts";
import { reasonOf } from "../state/database-failure.ts";
import { BackupError } from "./backup-error.ts";
import { flushFolder } from "./flush-folder.ts";
import { DATABASE, isFileName } from "./manifest.ts";
import * as messages from "./messages.ts";
import { flush } from "./write-archive.ts";

/** Where a restored database is to stand: what a link leads to, not the link. */
export const placeOf = (file: string): string => (existsSync(file) ? realpathSync(file) : file);

/** What a restore that was decided has yet to put in place. */
export const pendingOf = (place: string): string => `${place}.restore`;

/**
 * Puts what was restored in place of what is there. The renaming of the folder decides: until then everything is as before;
 * from then on all of it is restored, if need be by {@link finishRestore} when the database is next opened.
 *
 * @param folder with the database and logins, complete and on the disk; beside the database
 * @param file path of the database, which nobody has open here
 * @throws BackupError `backup-failed`
 */
export function commitRestore(folder: string, file: string, logins: string): void {
  const place = placeOf(file);
  finishRestore(file, logins);
  // a folder without its database would be taken for one whose database is in place already
  for (const each of [join(folder, "logins"), folder]) if (existsSync(each)) flushFolder(each);
  renameSync(folder, pendingOf(place));
  flushFolder(dirname(place));
  finishRestore(file, logins);
}

/**
 * Ends a restore that was decided, and perhaps interrupted. Each step may be done again.
 *
 * @throws BackupError `backup-failed`; the next call tries again
 */
export function finishRestore(file: string, logins: string): void {
  const place = placeOf(file);
  const pending = pendingOf(place);
  if (!existsSync(pending)) return;
  try {
    if (existsSync(join(pending, DATABASE))) {
      // a log that belongs to the old file would be taken for one of the new
      for (const log of ["-wal", "-shm", "-journal"]) rmSync(`${place}${log}`, { force: true });
      renameSync(join(pending, DATABASE), place);
      flushFolder(dirname(place));
    }
    putLogins(join(pending, "logins"), logins);
    removePending(pending, place);
  } catch (error) {
    throw new BackupError("backup-failed", messages.notFinished(file, reasonOf(error)), { cause: error });
  }
}

/** In one step, so that what cannot be removed is not restored again; on a full disk bit by bit. */
function removePending(pending: string, place: string): void {
  try {
    const done = makeStaging(place);
    renameSync(pending, join(done, basename(pending)));
    removeStaging(done);
  } catch {
    rmSync(pending, { recursive: true, force: true });
  }
}

/** The folder of logins may be on another disk, so they are copied; each becomes new in one step. */
function putLogins(from: string, logins: string): void {
  const names = existsSync(from) ? readdirSync(from).filter((name) => isFileName(`logins/${name}`)) : [];
  if (names.length > 0) makeFolder(logins);
  for (const name of names) {
    const draft = join(logins, `${name}.restored.tmp`);
    copyFileSync(join(from, name), draft);
    flush(draft);
    renameSync(draft, join(logins, name));
  }
  if (names.length > 0) flushFolder(logins);
}
