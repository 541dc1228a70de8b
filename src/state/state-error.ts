import { ListSyncError } from "../errors.ts";

/**
 * Why the memory cannot be used.
 *
 * `state-runtime` this Node.js is too old for SQLite · `state-open` the file cannot be opened or made ·
 * `state-newer` the file was written by a newer version · `state-migration` bringing the file up to date failed, the
 * file is as before · `state-closed` used after close ·
 * `state-locked` another program keeps the file locked · `state-in-use` another Node-RED uses it, or did so a moment ago ·
 * `state-full` the disk is full · `state-lost` the file was deleted or replaced while it was open ·
 * `state-failed` a read or write failed.
 */
export type StateErrorCode =
  | "state-runtime"
  | "state-open"
  | "state-newer"
  | "state-migration"
  | "state-closed"
  | "state-locked"
  | "state-in-use"
  | "state-full"
  | "state-lost"
  | "state-failed";

/** The memory (SQLite file) failed. */
export class StateError extends ListSyncError {
  declare readonly code: StateErrorCode;
  /** Whether it is worth while to wait and try again. */
  readonly passes: boolean;

  constructor(code: StateErrorCode, message: string, options: ErrorOptions & { passes?: boolean } = {}) {
    super(code, message, options);
    this.passes = options.passes ?? code === "state-locked";
  }
}

/**
 * What keeps everything from being written: nobody would know which requests are ours, so a run is over then, and says
 * why once.
 */
export const NOTHING_IS_WRITTEN: ReadonlySet<string> = new Set<StateErrorCode>([
  "state-locked",
  "state-in-use",
  "state-full",
  "state-lost",
]);
