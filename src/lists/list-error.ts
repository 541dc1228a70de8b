import { ListSyncError } from "../errors.ts";

/**
 * Why a list could not be read.
 *
 * `private` the owner does not show it · `not-found` no such list or user · `blocked` the site keeps programs out ·
 * `rate-limited` too many requests · `auth-required` a key or login is missing or wrong · `plan-required` only for
 * paying members · `bad-input` the text names no list that can be read · `markup-changed` the site answered, but not
 * in the known form · `unavailable` the site does not answer or fails.
 */
export type ListErrorCode =
  | "private"
  | "not-found"
  | "blocked"
  | "rate-limited"
  | "auth-required"
  | "plan-required"
  | "bad-input"
  | "markup-changed"
  | "unavailable";

/** A list that failed. It is never the same as an empty list. */
export class ListError extends ListSyncError {
  declare readonly code: ListErrorCode;
  /** Milliseconds the site asks to wait, only with `rate-limited`. */
  readonly retryAfterMs?: number;
  readonly httpStatus?: number;

  constructor(
    code: ListErrorCode,
    message: string,
    options: ErrorOptions & { retryAfterMs?: number; httpStatus?: number } = {},
  ) {
    super(code, message, options);
    this.retryAfterMs = options.retryAfterMs;
    this.httpStatus = options.httpStatus;
  }
}
