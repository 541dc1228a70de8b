import type * as state from "../../../src/state/messages.ts";
import type { Examples } from "./examples.ts";

const FILE = "state.db";
const OTHER = "other-host, process 812";

export const STATE: Examples<typeof state> = {
  backupFailed: ["/backups/state.db", "ENOSPC: no space left on device"],
  backupOfMemory: [],
  backupOntoItself: ["/data/state.db"],
  brokenLink: [FILE],
  cannotOpen: [FILE, "unable to open database file."],
  checkEnded: [1],
  closed: [FILE],
  damaged: [FILE],
  damagedInUse: [FILE],
  danglingRows: ["outcomes"],
  deleted: [FILE],
  diskFails: [FILE],
  diskFull: [FILE],
  diskFullInUse: [FILE],
  driveSilent: [FILE],
  failed: [FILE, "bad parameter or other API misuse."],
  interrupted: [],
  inUse: [OTHER],
  isFolder: [FILE],
  locked: [FILE],
  lockedInUse: [FILE],
  newerFormat: [FILE, 9, 8],
  noCopyBeforeUpgrade: [FILE, "state.db.backup-v7-20261129-081500"],
  nodeTooOld: ["20.19.0"],
  noFolder: [FILE],
  noSqlite: [FILE],
  notADatabase: [FILE],
  notAFile: [FILE],
  notAllowed: [FILE],
  notChecked: [FILE, "disk I/O error"],
  otherProgram: [FILE],
  pathHasFile: [FILE],
  readOnly: [FILE],
  readOnlyInUse: [FILE],
  replaced: [FILE],
  upgradeFailed: [
    FILE,
    { from: 7, to: 8, why: "disk I/O error", backup: "state.db.backup-v7-20261129-081500" },
  ],
  waitsForOther: [OTHER, 20],
};
