import { closeSync, existsSync, fstatSync, openSync, readSync, realpathSync } from "node:fs";
import { IN_MEMORY } from "../prepare-file.ts";

/** What each database begins with, see https://sqlite.org/fileformat.html. */
const MAGIC = "SQLite format 3\0";
const HEADER = 100;

/**
 * Whether a database has to be read through before it is used, which takes 1.4 ms for each megabyte: a log lies beside it,
 * as one does that was killed (or is still at work), or it is not as long as it says. A database that was closed as it
 * should be is read through by the weekly maintenance, in a thread of its own.
 *
 * @param file that nobody in this process has open; `:memory:` is never suspect
 */
export function isSuspect(file: string): boolean {
  if (file === IN_MEMORY) return false;
  // SQLite keeps them beside the file itself, not beside a link to it
  const place = realpathSync(file);
  if (existsSync(`${place}-wal`) || existsSync(`${place}-journal`)) return true;
  const opened = openSync(file, "r");
  try {
    const { size } = fstatSync(opened);
    const header = Buffer.alloc(HEADER);
    // a new one
    if (size === 0) return false;
    if (readSync(opened, header, 0, HEADER, 0) < HEADER || header.toString("latin1", 0, 16) !== MAGIC)
      return true;
    // 65536 does not fit
    const page = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
    // the number of pages counts only where the writer knew of it
    return header.readUInt32BE(24) !== header.readUInt32BE(92) || header.readUInt32BE(28) * page !== size;
  } finally {
    closeSync(opened);
  }
}
