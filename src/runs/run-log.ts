import type { Store } from "../state/store.ts";

/** What runs are written down in: the database, or nothing but memory. The server argument is `Overseerr.key`. */
export interface RunLog
  extends Pick<
    Store,
    | "insertRun"
    | "updateRun"
    | "run"
    | "runHead"
    | "interruptRuns"
    | "saveList"
    | "record"
    | "items"
    | "itemPages"
    | "profileSettings"
    | "setProfileSettings"
  > {
  /** The scope of a run has ended: what is kept for its sake may go. */
  forget?(runId: string): void;
}
