import type * as runs from "../../../src/runs/messages.ts";
import type { Examples } from "./examples.ts";

export const RUNS: Examples<typeof runs> = {
  andMore: [2],
  andMoreReasons: [2],
  cancelled: [],
  databaseClosed: [],
  databaseClosing: [],
  databaseDamaged: ["row 3 missing from index"],
  databaseRedeployed: ["state.db"],
  everyTitleFailed: [],
  failedLists: [1, 3],
  listsNeverRead: [],
  neverRecorded: [2],
  nodeRedStopped: [],
  redeployedWhileStarting: [],
  unexpected: ["…"],
  unknownRun: ["7c1f"],
  untouched: [],
};
