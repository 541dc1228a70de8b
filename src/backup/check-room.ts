import { statfsSync } from "node:fs";
import { BackupError } from "./backup-error.ts";
import * as messages from "./messages.ts";

const MB = 1024 * 1024;

/** Bytes that stay free, so that what else writes there goes on. */
const RESERVE = 32 * MB;

/**
 * Refuses to unpack what does not fit, before anything is written.
 *
 * @param file - path of the backup
 * @param bytes - what it comes to once it is unpacked
 * @param folder - where that is to be
 * @param free - bytes that are free there
 * @throws BackupError `backup-failed`
 */
export function checkRoom(file: string, bytes: number, folder: string, free = freeIn(folder)): void {
  if (bytes + RESERVE <= free) return;
  const [needed, there] = [Math.ceil((bytes + RESERVE) / MB), Math.floor(free / MB)];
  throw new BackupError("backup-failed", messages.noRoom(file, needed, there));
}

/** Some network drives do not tell. */
function freeIn(folder: string): number {
  const { blocks, bavail, bsize } = statfsSync(folder);
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
}
