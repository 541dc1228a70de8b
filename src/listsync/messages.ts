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

export const keysNotWritten = (folder: string, why: string) =>
  `The keys were not written to ${folder}: ${why}. Check the free space there, and that Node-RED's user may write.`;

/** Name of the program in the history of titles. */
export const program = () => "the Python ListSync";

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** What is taken over, each in a line. */
export const taken = {
  version: (version: string) => `The database of ListSync, in the format of version ${version}.`,
  lists: (count: number) => `${counted(count, "list", "lists")}, as shown below.`,
  server: (url: string) => `The server ${url}.`,
  keys: (names: string[]) => `Keys, copied to files of their own on this machine: ${names.join(", ")}.`,
  proxyLogin: () => "The login in the address of the server, as an extra header from a file.",
  interval: (hours: number) => `A sync every ${hours === 1 ? "hour" : `${hours} hours`}.`,
  is4k: () => "Requests in 4K.",
  discord: () => "Notifications in Discord after each sync with news.",
  secretLists: (count: number) =>
    `${counted(count, "address", "addresses")} of lists that may contain a key, kept in files like keys.`,
  titles: (counts: Readonly<Record<string, number>>) => {
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const parts = Object.entries(counts).map(([status, count]) => `${count} ${status.replaceAll("_", " ")}`);
    return `What it recorded of ${counted(all, "title", "titles")} (${parts.join(", ")}), to look up. Only the server decides what is requested.`;
  },
};

/** How a person calls each key. */
export const keyNames = {
  server: "the API key of the server",
  trakt: "the client id of Trakt",
  tmdb: "the key of TMDB",
  tvdb: "the key of TheTVDB",
  simkl: "the client id of Simkl",
  discord: "the address for Discord",
} as const;

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** What is not, and what to do about it. */
export const left = {
  collection: () =>
    "It has a name here and no address. Paste the address of the collection at TMDB into list-source.",
  simkl: () =>
    "The Python ListSync had Simkl turned off. Add an account for Simkl and simkl:plantowatch in list-source.",
  server: () => "No address of the server was found. Enter it in the dialog of the server.",
  serverKey: () => "No API key of the server was found. Enter it in the dialog of the server.",
  missingKey: (site: string, key: string) =>
    `Lists of ${site} need its ${key}, and none was found. Enter it in a list-account for ${site}.`,
  locked: (what: string) =>
    `${capital(what)} is encrypted. Enter the text of data/.encryption_key (or the password of versions up to 0.5) and check again, or enter the key in its node later.`,
  wrongKey: (what: string) =>
    `${capital(what)} is encrypted, and the encryption key does not open it. Check the text of data/.encryption_key, or enter the key in its node later.`,
  unreadableKey: (file: string) =>
    `Node-RED's user may not read ${file}. Paste its text as the encryption key.`,
  discordOff: () => "Discord was turned off, so its node is disabled. Enable it if you want notifications.",
  notAutomatic: () => "It did not sync by itself, so the schedule is disabled. Enable it if you want one.",
  defaultInterval: () =>
    "No interval that can be used was found, so it is ListSync's own of 12 hours. Change it in the schedule.",
  oddZone: (zone: string) =>
    `The time zone ${zone} is not known here, so the schedule uses that of Node-RED. Choose one in the schedule, such as Europe/London.`,
  limit: (most: number) =>
    `A sync makes at most ${most} new requests, so that nothing floods your disk; ListSync had no limit. Change it in overseerr-request.`,
  lostLists: (count: number, most: number) =>
    `${counted(count, "list", "lists")} of the database that cannot be read, or beyond the first ${most}. Enter in list-source what you miss.`,
  lostTitles: (count: number, most: number) =>
    `${counted(count, "record", "records")} of older titles: only the newest ${most} titles are taken over.`,
  unmatched: (count: number) =>
    `${counted(count, "record", "records")} of titles that it never found on the server, or that cannot be read.`,
  tables: (names: string[]) => `Tables that no known version has: ${names.join(", ")}.`,
  variables: (names: string[]) => `Variables of .env without a counterpart here: ${names.join(", ")}.`,
  foreignVariables: (count: number) =>
    `${counted(count, "variable", "variables")} of .env that ListSync itself does not read.`,
  always: () => "Pictures, logs and sessions of its web pages.",
};
