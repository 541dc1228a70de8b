import { ListSyncError } from "../errors.ts";

/**
 * Why the memory cannot be used.
 *
 * `state-runtime` this Node.js is too old for SQLite · `state-open` the file cannot be opened or made ·
 * `state-newer` the file was written by a newer version · `state-migration` bringing the file up to date failed, the
 * file is as before · `state-closed` used after close ·
 * `state-locked` another program keeps the file locked · `state-failed` a read or write failed.
 */
export type StateErrorCode =
  | "state-runtime"
  | "state-open"
  | "state-newer"
  | "state-migration"
  | "state-closed"
  | "state-locked"
  | "state-failed";

/** The memory (SQLite file) failed. */
export class StateError extends ListSyncError {
  declare readonly code: StateErrorCode;
  constructor(code: StateErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
