/** What is said of taking over an installation of the Python ListSync: facts in, sentence out. No secret is a fact here. */

export const notNamed = () =>
  "No folder of the Python ListSync is named. Enter its path in the dialog or in msg.query.listSyncFolder.";

export const notFound = (path: string) =>
  `There is no installation of the Python ListSync at ${path}. Name the folder with .env and data/list_sync.db, as Node-RED sees it; in a container, mount it first.`;

/** @param why in a few words */
export const foreign = (file: string, why: string) =>
  `${file} is not the database of the Python ListSync: ${why}. Choose the folder with list_sync.db.`;

export const damaged = (file: string, why: string) =>
  `The database ${file} is damaged: ${why}. Restore a backup of it, or enter your lists in list-source.`;

export const newer = (file: string, why: string) =>
  `The database ${file} was made by a newer version of the Python ListSync than 0.6.6: it has ${why}. Enter your lists in list-source.`;

export const notRead = (file: string, why: string) =>
  `${file} was not read: ${why}. Check that Node-RED's user may read it.`;

/** Completes {@link foreign}. */
export const foreigns = {
  noDatabase: () => "it is not a SQLite file",
  own: () => "it is one of ListSync for Node-RED",
  noTable: (table: string) => `it has no table "${table}"`,
};

/** Completes {@link newer}. */
export const novelties = {
  numbered: (version: number) => `the format number ${version}, and known ones have none`,
  without: (table: string, column: string) => `no column "${column}" in the table "${table}"`,
  column: (column: string) => `an unknown column "${column.slice(0, 60)}" of lists`,
};

/** Completes {@link notRead}. */
export const reasons = {
  tooSlow: (seconds: number) => `it took more than ${seconds} seconds`,
  cutOff: () => "the reading was cut off",
  written: () => "ListSync keeps writing to it; stop ListSync first",
  code: (code: string) => (/^(EACCES|EPERM)$/.test(code) ? "access was denied" : `the system said ${code}`),
};
