import { ListSyncError } from "../errors.ts";

/**
 * A notification was not sent. `notify-refused` the channel does not take it · `notify-unreachable` nobody answers ·
 * `notify-limited` too many, for the channel or here. No message names an address.
 */
export class NotifyError extends ListSyncError {
  declare readonly code: NotifyErrorCode;

  constructor(code: NotifyErrorCode, message: string) {
    super(code, message);
  }
}

export type NotifyErrorCode = "notify-refused" | "notify-unreachable" | "notify-limited";
