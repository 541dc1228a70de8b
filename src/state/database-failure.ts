import { StateError } from "./state-error.ts";

/** Codes of the file system and of SQLite, with what they mean and what helps. */
const OPEN_CAUSES: [code: RegExp, cause: string][] = [
  [/^EISDIR$/, "it is a folder. Name a file, for instance state.db in that folder."],
  [/^(ENOTDIR|EEXIST)$/, "a part of its path is a file, not a folder. Choose another path."],
  [/^ENOENT$/, "its folder cannot be made there. Choose another path."],
  [/^(ENOTREG|ENXIO)$/, "it is no regular file but a pipe, a device or a socket. Choose another path."],
  [/^(EACCES|EPERM)$/, "Node-RED may not write there. Give its user the right to, or choose another path."],
  [
    /^(EROFS|SQLITE_READONLY)/,
    "it cannot be written to. Give Node-RED's user the right to, or choose another path.",
  ],
  [/^(ENOSPC|SQLITE_FULL)/, "the disk is full. Free some space and deploy again."],
  [
    /^SQLITE_NOTADB/,
    "it is not a database. Move the file away so that a new one is made, or choose another path.",
  ],
  [
    /^SQLITE_CORRUPT/,
    "the file is damaged. Put a backup in its place, or move it away so that a new one is made.",
  ],
  [/^SQLITE_(BUSY|LOCKED)/, "another program keeps it locked. Close that program and deploy again."],
  [
    /^(MODULE_NOT_FOUND|ERR_DLOPEN_FAILED)$/,
    "SQLite could not be loaded. Install the package again, for this machine.",
  ],
];

const QUERY_CAUSES: [code: RegExp, cause: string][] = [
  [/^SQLITE_FULL/, "the disk is full. Free some space."],
  [/^SQLITE_(BUSY|LOCKED)/, "another program keeps it locked. Close that program."],
  [/^SQLITE_READONLY/, "it cannot be written to. Give Node-RED's user the right to."],
  [/^SQLITE_(CORRUPT|NOTADB)/, "the file is damaged. Put a backup in its place and restart Node-RED."],
  [/^SQLITE_IOERR/, "the disk does not read or write. Look at the disk, then restart Node-RED."],
];

/** Says why a file could not be opened as the sync database. */
export function openFailure(file: string, error: unknown): StateError {
  if (error instanceof StateError) return error;
  const cause = explain(OPEN_CAUSES, error);
  return new StateError("state-open", `The sync database ${file} cannot be opened: ${cause}`, {
    cause: error,
  });
}

/** Says why reading from or writing to the open database failed. */
export function queryFailure(file: string, error: unknown): unknown {
  // errors of our own, from within a transaction, are not the database's
  if (!codeOf(error).startsWith("SQLITE_")) return error;
  const cause = explain(QUERY_CAUSES, error);
  const code = /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error)) ? "state-locked" : "state-failed";
  return new StateError(code, `The sync database ${file} failed: ${cause}`, { cause: error });
}

function explain(causes: [RegExp, string][], error: unknown): string {
  const known = causes.find(([code]) => code.test(codeOf(error)));
  return known?.[1] ?? `${reasonOf(error)}.`;
}

/** What SQLite or the file system said, without a full stop, to be put into a sentence. */
export function reasonOf(error: unknown): string {
  const root = error instanceof StateError && error.cause !== undefined ? error.cause : error;
  return (root instanceof Error ? root.message : String(root)).replace(/\.$/, "");
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
