import { databaseFiles, wouldReplace } from "../files/would-replace.ts";
import { BackupError } from "./backup-error.ts";
import * as messages from "./messages.ts";
import { pendingOf, placeOf } from "./swap.ts";

/**
 * Refuses to write a backup where the database, its logs, the logins or an interrupted restore are: it would be in their
 * place, whatever links lead there.
 *
 * @param target path of the backup
 * @param file path of the database
 * @param logins folder of the logins
 * @throws BackupError `backup-failed`
 */
export function checkTarget(target: string, file: string, logins: string): void {
  if (wouldReplace(target, databaseFiles(file), [pendingOf(placeOf(file)), logins]))
    throw new BackupError("backup-failed", messages.inUse(target));
}
