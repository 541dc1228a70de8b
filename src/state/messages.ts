/** What the sync database says of its file: facts in, sentence out. */

const CHOOSE_PATH = "Choose another path.";

const WRITE_OR_CHOOSE = "Give Node-RED's user write permission, or choose another path.";

const REPLACE_FILE = "Replace it with a backup, or move it away so that a new one is created.";

/** @param why what the system said, and what to do if that is known */
export const cannotOpen = (file: string, why: string) => `The sync database ${file} cannot be opened: ${why}`;

export const isFolder = (file: string) =>
  cannotOpen(file, "it is a folder. Name a file, for example state.db in that folder.");

export const pathHasFile = (file: string) =>
  cannotOpen(file, `part of its path is a file, not a folder. ${CHOOSE_PATH}`);

export const driveSilent = (file: string) =>
  cannotOpen(file, "its disk or network drive does not respond. Check the drive, then deploy again.");

export const brokenLink = (file: string) =>
  cannotOpen(file, `part of its path is a broken link. ${CHOOSE_PATH}`);

export const noFolder = (file: string) => cannotOpen(file, `its folder cannot be created. ${CHOOSE_PATH}`);

export const notAFile = (file: string) =>
  cannotOpen(file, `it is a pipe, a device or a socket, not a regular file. ${CHOOSE_PATH}`);

export const notAllowed = (file: string) =>
  cannotOpen(file, "Node-RED may not write there. Give its user write permission, or choose another path.");

export const readOnly = (file: string) => cannotOpen(file, `it is read-only. ${WRITE_OR_CHOOSE}`);

export const diskFull = (file: string) =>
  cannotOpen(file, "the disk is full. Free some space and deploy again.");

export const notADatabase = (file: string) =>
  cannotOpen(
    file,
    "it is not a database. Move the file away so that a new one is created, or choose another path.",
  );

export const otherProgram = (file: string) =>
  cannotOpen(file, "it is the database of another program. Choose another file.");

export const damaged = (file: string) => cannotOpen(file, `the file is damaged. ${REPLACE_FILE}`);

export const locked = (file: string) =>
  cannotOpen(file, "another program has locked it. Close that program and deploy again.");

export const noSqlite = (file: string) =>
  cannotOpen(file, "SQLite could not be loaded. Reinstall the package on this machine.");

/** The same of a database that was open. */
export const failed = (file: string, why: string) => `The sync database ${file} failed: ${why}`;

export const diskFullInUse = (file: string) =>
  failed(
    file,
    "the disk is full. Free some space; Node-RED then continues by itself. Nothing is requested until it can be recorded.",
  );

export const lockedInUse = (file: string) =>
  failed(file, "another program has locked it. Close that program.");

export const readOnlyInUse = (file: string) =>
  failed(file, "it is read-only. Give Node-RED's user write permission.");

export const damagedInUse = (file: string) =>
  failed(file, "the file is damaged. Replace it with a backup and restart Node-RED.");

export const diskFails = (file: string) =>
  failed(file, "the disk cannot be read or written. Check the disk, then restart Node-RED.");

export const closed = (file: string) => `The sync database ${file} has been closed.`;

export const nodeTooOld = (version: string) =>
  `The sync database cannot be opened because Node.js ${version} is too old. Update to Node.js 22.14 or newer and restart Node-RED.`;

export const notChecked = (file: string, why: string) =>
  `The sync database ${file} could not be checked: ${why}. Check the disk and its free space.`;

export const checkEnded = (code: number) => `the check ended with code ${code}`;

export const backupOntoItself = (target: string) =>
  `The backup cannot be written to ${target}: that is the database itself or one of its logs. ${CHOOSE_PATH}`;

export const backupFailed = (target: string, why: string) =>
  `The backup could not be written to ${target}: ${why}. Check the free space and permissions there, or choose another path.`;

export const backupOfMemory = () => "A database in memory has no file. Name a file for the backup.";

export const newerFormat = (file: string, format: number, newest: number) =>
  `The sync database ${file} was written by a newer version of ListSync (its format is ${format}, this version knows ${newest}). Update ListSync, or choose another file.`;

interface Upgrade {
  from: number;
  to: number;
  why: string;
  /** Path of the copy that was made before. */
  backup?: string | undefined;
}

export const upgradeFailed = (file: string, { from, to, why, backup }: Upgrade) => {
  const copy = backup ? ` A copy from before is at ${backup}.` : "";
  return `The sync database ${file} could not be upgraded from format ${from} to ${to}: ${why}. It is unchanged.${copy} Install the previous version of ListSync, or report this.`;
};

export const noCopyBeforeUpgrade = (file: string, copy: string) =>
  `The sync database ${file} was not upgraded because a copy of it could not be written to ${copy}. Free some space, or give Node-RED's user write permission there.`;

export const danglingRows = (table: string) => `rows of the table ${table} would refer to missing rows`;

export const deleted = (file: string) =>
  `The sync database ${file} was deleted while it was in use. ListSync has requested nothing since it noticed. Restore the file or a backup if you have one: the next message opens the file that is there then, or creates a new one.`;

export const replaced = (file: string) =>
  `The sync database ${file} was replaced by another file while it was in use. ListSync has requested nothing since it noticed. The next message opens the new file.`;

/** @param place of the other process: host and process id */
export const waitsForOther = (place: string, seconds: number) =>
  `The sync database is waiting for another Node-RED (${place}) that used it and may have ended: at most ${seconds} s. Nothing is requested until then.`;

export const inUse = (place: string) =>
  `The sync database is in use by another Node-RED (${place}), so this one requests nothing. Stop one of them, or give each its own file.`;

export const interrupted = () => "Node-RED stopped during the run.";
