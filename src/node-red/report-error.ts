import { ListSyncError } from "../errors.ts";
import { redact } from "../http/redact.ts";
import type { Status } from "./node-port.ts";
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
  return new ReportedError(
    "unexpected",
    `Something went wrong that ListSync does not know: ${text || "no message"}. Please report it with what led to it.`,
    "ListSyncError",
  );
}

// Status texts have room for about 20 characters; the sentence is in the error.
const SHORT: Readonly<Record<string, string>> = {
  "all-lists-failed": "all lists failed",
  "auth-required": "login needed",
  "bad-config": "check settings",
  "bad-input": "bad message",
  "browser-failed": "browser failed",
  "browser-missing": "no browser",
  "ha-admin": "needs administrator",
  "ha-disconnected": "connection broke",
  "ha-events-dropped": "events dropped",
  "ha-not-found": "entity not found",
  "ha-not-removed": "device not removed",
  "ha-not-running": "HA is starting",
  "ha-refused": "refused by HA",
  "ha-timeout": "HA timed out",
  "ha-token": "token refused",
  "ha-unknown-command": "unknown to HA",
  "ha-unreachable": "HA unreachable",
  "ha-url": "check HA address",
  "markup-changed": "site has changed",
  "mqtt-forbidden": "topic forbidden",
  "mqtt-refused": "broker refuses login",
  "mqtt-unreachable": "broker unreachable",
  "no-config": "not configured",
  "not-found": "not found",
  "plan-required": "paid plan needed",
  "queue-full": "too many messages",
  "rate-limited": "rate limited",
  "server-answer": "unknown answer",
  "server-dropped": "request dropped",
  "server-handover": "Radarr/Sonarr refused",
  "server-blocklisted": "blocklisted",
  "server-csrf": "CSRF protection on",
  "server-duplicate": "already requested",
  "server-key": "key refused",
  "server-path": "not the API",
  "server-permission": "no permission",
  "server-quota": "quota used up",
  "server-rate-limited": "server is busy",
  "server-rejected": "refused by server",
  "server-timeout": "server timed out",
  "server-tls": "certificate refused",
  "server-unavailable": "server fails",
  "server-unreachable": "server unreachable",
  "server-url": "check server URL",
  "server-user": "user unknown",
  "state-closed": "database closed",
  "state-failed": "database failed",
  "state-locked": "database locked",
  "state-migration": "upgrade failed",
  "state-newer": "newer database",
  "state-open": "cannot open file",
  "state-runtime": "Node.js too old",
  "bad-answer": "odd answer",
  "too-large": "answer too large",
  unavailable: "site unavailable",
  unexpected: "unexpected error",
  "unknown-list": "unknown list",
};

/**
 * The status that stands for an error.
 *
 * @param code - the error's code; an unknown one is shown as it is, cut to 20 characters
 */
export function errorStatus(code: string): Status {
  if (code === "cancelled") return stopped("cancelled");
  return broken(shortReason(code));
}

/** An error in about 20 characters. */
export const shortReason = (code: string): string => SHORT[code] ?? code.replaceAll("-", " ").slice(0, 20);
