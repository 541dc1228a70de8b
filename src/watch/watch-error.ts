import { ListSyncError } from "../errors.ts";

/**
 * Watching does not work, or not wholly. `watch-gone` the folder is away · `watch-limit` the system has no watches left ·
 * `watch-failed` it cannot be watched for another reason · `watch-too-many` more files than are watched.
 */
export class WatchError extends ListSyncError {
  declare readonly code: WatchErrorCode;

  constructor(code: WatchErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

export type WatchErrorCode = "watch-gone" | "watch-limit" | "watch-failed" | "watch-too-many";
