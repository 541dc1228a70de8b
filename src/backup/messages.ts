/** What is said of backups: facts in, sentence out. */

export const notFound = (file: string) =>
  `Backup file not found: ${file}. Check the path; relative paths start at Node-RED's user directory.`;

export const notNamed = () =>
  "No backup file is named. Enter its path in the dialog or in msg.query.backupFile.";

export const noneYet = (folder: string) =>
  `Backup file not found: there is none in ${folder}. Make a backup first, or name a file.`;

/** @param why in a few words */
export const invalidFormat = (file: string, why: string) =>
  `Invalid backup file format: ${file} ${why}. Choose a file that ListSync made.`;

export const damaged = (file: string, why: string) =>
  `The backup ${file} is damaged: ${why}. Choose an older backup.`;

export const newer = (file: string, version: string) =>
  `The backup ${file} was made by a newer version of ListSync (${version}). Update ListSync, then restore it.`;

export const busy = () =>
  "The backup was not restored because a sync is running. Wait for its end or cancel it, then restore again.";

export const used = () =>
  "The backup was not restored because nodes are working with the database. Restore again in a moment.";

export const notWritten = (target: string, why: string) =>
  `The backup could not be written to ${target}: ${why}. Check the free space and permissions there, or choose another path.`;

export const inUse = (target: string) =>
  `The backup cannot be written to ${target}: ListSync itself uses that path. Choose another path.`;

export const notRead = (file: string, why: string) =>
  `The backup ${file} was not verified: ${why}. Check its permissions, and the free space in the folder of the database.`;

export const notRestored = (file: string, why: string) =>
  `The backup ${file} was not restored: ${why}. Check the free space and permissions of the folder of the database.`;

/** @param needed in MB; so is what is free */
export const noRoom = (file: string, needed: number, free: number) =>
  `The backup ${file} was not read because there is no room for it: ${needed} MB are needed in the folder of the database, ${free} MB are free. Free some space there.`;

export const notRemoved = (file: string, why: string) =>
  `The older backup ${file} could not be removed: ${why}. The new one is complete. Give Node-RED's user write permission in its folder.`;

export const notFinished = (file: string, why: string) =>
  `Restoring the sync database ${file} was interrupted and could not be finished: ${why}. Give Node-RED's user write permission in its folder, then deploy again.`;

/** Completes {@link invalidFormat}. */
export const formats = {
  noFile: () => "is a folder or a device",
  neither: () => "is neither a .tar.gz archive nor an NDJSON export",
  noManifest: () => "does not begin with a manifest",
  otherManifest: () => "has the manifest of another program",
  strange: (name: string) => `contains ${name}, which no backup does`,
  noDatabase: () => "contains no sync database",
  otherTable: (name: string) => `has a row of the unknown table or column ${name}`,
  largeLogin: (name: string) => `contains ${name} of more than 1 MB, which no login has`,
  longLine: (line: number) => `has more than 64 MB in line ${line}, which no export has`,
  unreadableLine: (line: number) => `cannot be read in line ${line}`,
};

/** Completes {@link damaged}. */
export const damages = {
  cutOff: () => "it ends too early",
  differs: (name: string) => `${name} is not as it was written`,
  missing: (name: string) => `${name} is missing`,
  database: (why: string) => `the database in it has an error (${why})`,
  counts: () => "rows are missing",
};
