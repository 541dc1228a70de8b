import { ListSyncError } from "../errors.ts";

/**
 * Why an installation of the Python ListSync was not taken over.
 *
 * `listsync-not-found` there is none at that path · `listsync-format` the file is no database of it · `listsync-damaged` it is
 * one, but cannot be read as a whole · `listsync-newer` a version wrote it that nobody here knows · `listsync-failed` the disk or
 * the system refused.
 */
type InstallationErrorCode =
  | "listsync-not-found"
  | "listsync-format"
  | "listsync-damaged"
  | "listsync-newer"
  | "listsync-failed";

/** An installation could not be read or taken over; it is as before. */
export class InstallationError extends ListSyncError {
  declare readonly code: InstallationErrorCode;

  constructor(code: InstallationErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
