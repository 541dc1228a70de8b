/** What is said of watched files: facts in, sentence out. */

export const nothingToWatch = () =>
  "No folder is named. Enter a folder, a file or a pattern such as /data/lists/*.csv in the dialog of sync-watch.";

export const notAbsolute = (written: string) =>
  `"${written}" does not say where it is. Write the whole path, for example /data/lists or /data/lists/*.csv.`;

export const tooDeep = (pattern: string, levels: number) =>
  `The pattern "${pattern}" goes deeper than the ${levels} levels of folders that are watched. Name a folder further down.`;

/** @param why the words of the file system's code */
export const folderGone = (folder: string, why: string) =>
  `The watched folder ${folder} is gone (${why}). Bring it back or choose another one; watching goes on by itself once it is there.`;

export const noMoreWatches = (folder: string, code: string) =>
  `The system has no watches left for ${folder} (${code}), so its changes are noticed only when watching succeeds again; it is tried every minute. Choose polling in the dialog of sync-watch, or raise fs.inotify.max_user_watches.`;

export const watchingFailed = (folder: string, why: string) =>
  `${folder} cannot be watched (${why}). Check that Node-RED may read the folder, or choose polling.`;

export const tooManyFiles = (folder: string, most: number) =>
  `${folder} has more than ${most} files that fit, so the others are not watched. Choose a narrower pattern, or raise "Maximum files".`;

export const fileTooLarge = (path: string, mib: number) =>
  `${path} is larger than ${mib} MiB, too large to be a list, so its changes start nothing. Make it smaller, or leave it out by a pattern.`;

export const fileUnreadable = (path: string, code: string) =>
  `${path} cannot be read (${code}), so its changes start nothing. Give Node-RED's user permission to read the file.`;

export const linkLeadsOut = (path: string) =>
  `${path} is a link to a place outside the watched folder, so it is not watched. Put the file itself into the folder.`;

export const unusableName = (path: string) =>
  `${path} cannot be named as a list, because of its name or its kind. Rename it, for example to movies.csv.`;

/** Codes of the file system in words. */
const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ENOENT: "it does not exist",
    ENOTDIR: "it is not a folder",
    EACCES: "no permission",
    EPERM: "no permission",
    ETIMEDOUT: "no answer in time",
    ESTALE: "the share was lost",
    EIO: "the drive fails",
    EHOSTDOWN: "the share's host is down",
    ENOTCONN: "the share is not connected",
    UNMOUNTED: "its drive is not mounted",
  }),
);

export const reasonOf = (code: string) => REASONS.get(code) ?? code;

export const badNameRule = (place: number, problem: string) => `Row ${place} of the names: ${problem}`;

export const rulePattern = () => "its pattern is empty. Write one such as imdb*.csv, or remove the row.";

export const ruleProvider = () => "no site is chosen. Choose one, or remove the row.";
