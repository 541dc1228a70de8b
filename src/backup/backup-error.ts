import { ListSyncError } from "../errors.ts";

/**
 * Why a backup was not made or not restored.
 *
 * `backup-not-found` there is no such file · `backup-format` it is no backup of ListSync · `backup-damaged` it is one, but
 * not as it was written · `backup-newer` a newer version of this package wrote it · `backup-busy` a run or other work is under way ·
 * `backup-failed` the disk or the system refused.
 */
export type BackupErrorCode =
  | "backup-not-found"
  | "backup-format"
  | "backup-damaged"
  | "backup-newer"
  | "backup-busy"
  | "backup-failed";

/** A backup could not be made, read or restored; what is in use is as before. */
export class BackupError extends ListSyncError {
  declare readonly code: BackupErrorCode;

  constructor(code: BackupErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
