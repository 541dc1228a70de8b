import { ListSyncError } from "../errors.ts";
import { redact } from "../http/redact.ts";
import * as messages from "./messages.ts";
import type { Status } from "./node-port.ts";
import { cancelled, shortReason } from "./statuses/messages.ts";
import { broken, stopped } from "./statuses/status.ts";

/** An error as it may leave the package: message without secrets, stable code, nothing else attached. */
export class ReportedError extends ListSyncError {
  constructor(code: string, message: string, name: string) {
    super(code, message);
    this.name = name;
  }

  /** Node-RED makes `msg.error.message` of it: the sentence alone. */
  override toString(): string {
    return this.message;
  }
}

/**
 * Makes any thrown value fit to be seen by a Catch node, a log and a status.
 *
 * Node-RED copies `code`, `stack` and `cause` into the Catch message; a cause may hold a whole HTTP request with its
 * headers, so the result is a new error without one.
 *
 * @param error - whatever was thrown
 * @returns the error to pass to `done`; unknown ones get the code `unexpected`
 */
export function reportable(error: unknown): ReportedError {
  if (error instanceof ReportedError) return error;
  if (error instanceof ListSyncError) return new ReportedError(error.code, redact(error.message), error.name);
  const text = redact(error instanceof Error ? error.message : String(error));
  return new ReportedError("unexpected", messages.unexpected(text), "ListSyncError");
}

/**
 * The status that stands for an error.
 *
 * @param code - the error's code; an unknown one is shown as it is, cut to 20 characters
 */
export function errorStatus(code: string): Status {
  if (code === "cancelled") return stopped(cancelled());
  return broken(shortReason(code));
}
