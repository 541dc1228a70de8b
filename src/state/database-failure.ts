import * as messages from "./messages.ts";
import { StateError } from "./state-error.ts";

type Causes = [code: RegExp, sentence: (file: string) => string][];

/** Codes of the file system and of SQLite, with what is said of them. */
const OPEN_CAUSES: Causes = [
  [/^EISDIR$/, messages.isFolder],
  [/^(ENOTDIR|EEXIST)$/, messages.pathHasFile],
  [/^(EIO|ESTALE|ETIMEDOUT|EHOSTDOWN|ENOTCONN)$/, messages.driveSilent],
  [/^ELOOP$/, messages.brokenLink],
  [/^ENOENT$/, messages.noFolder],
  [/^(ENOTREG|ENXIO)$/, messages.notAFile],
  [/^(EACCES|EPERM)$/, messages.notAllowed],
  [/^(EROFS|SQLITE_READONLY)/, messages.readOnly],
  [/^(ENOSPC|SQLITE_FULL)/, messages.diskFull],
  [/^SQLITE_NOTADB/, messages.notADatabase],
  [/^SQLITE_CORRUPT/, messages.damaged],
  [/^SQLITE_(BUSY|LOCKED)/, messages.locked],
  [/^(MODULE_NOT_FOUND|ERR_DLOPEN_FAILED)$/, messages.noSqlite],
];

const QUERY_CAUSES: Causes = [
  [/^SQLITE_FULL/, messages.diskFullInUse],
  [/^SQLITE_(BUSY|LOCKED)/, messages.lockedInUse],
  [/^SQLITE_READONLY/, messages.readOnlyInUse],
  [/^SQLITE_(CORRUPT|NOTADB)/, messages.damagedInUse],
  [/^SQLITE_IOERR/, messages.diskFails],
];

/** Says why a file could not be opened as the sync database. */
export function openFailure(file: string, error: unknown): StateError {
  if (error instanceof StateError) return error;
  const sentence = sentenceOf(OPEN_CAUSES, error) ?? messages.cannotOpen;
  const code = isLock(error) ? "state-locked" : "state-open";
  return new StateError(code, sentence(file, `${reasonOf(error)}.`), { cause: error });
}

/** Says why reading from or writing to the open database failed. */
export function queryFailure(file: string, error: unknown): unknown {
  // errors of our own, from within a transaction, are not the database's
  if (!codeOf(error).startsWith("SQLITE_")) return error;
  const sentence = sentenceOf(QUERY_CAUSES, error) ?? messages.failed;
  const code = isLock(error) ? "state-locked" : isFull(error) ? "state-full" : "state-failed";
  return new StateError(code, sentence(file, `${reasonOf(error)}.`), { cause: error });
}

const sentenceOf = (causes: Causes, error: unknown) => causes.find(([code]) => code.test(codeOf(error)))?.[1];

/** What SQLite or the file system said, without a full stop, to be put into a sentence. */
export function reasonOf(error: unknown): string {
  const root = error instanceof StateError && error.cause !== undefined ? error.cause : error;
  return (root instanceof Error ? root.message : String(root)).replace(/\.$/, "");
}

const isLock = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));

const isFull = (error: unknown): boolean => codeOf(error).startsWith("SQLITE_FULL");

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
