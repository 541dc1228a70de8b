import { ListSyncError } from "../errors.ts";

/**
 * What stands between us and the server.
 *
 * Connection: `server-url` no usable address · `server-unreachable` nothing answers there · `server-timeout` no answer
 * in time · `server-tls` its certificate is not trusted · `server-path` something answers, but not the API (wrong
 * sub-path, login page, proxy page).
 * Identity: `server-key` the API key is missing or refused · `server-user` the user to act as does not exist ·
 * `server-permission` the user may not do this · `server-csrf` CSRF protection makes the API read-only.
 * Answers: `server-quota` the user's quota is used up · `server-blocklisted` · `server-duplicate` already requested ·
 * `server-dropped` taken and dropped again at once · `server-handover` taken, but Radarr or Sonarr refused it · `server-rejected` any other 4xx · `server-rate-limited` 429 to the end · `server-unavailable` 5xx to the end ·
 * `server-answer` JSON of an unknown shape.
 */
export type ServerErrorCode =
  | "server-url"
  | "server-unreachable"
  | "server-timeout"
  | "server-tls"
  | "server-path"
  | "server-key"
  | "server-user"
  | "server-permission"
  | "server-csrf"
  | "server-quota"
  | "server-blocklisted"
  | "server-duplicate"
  | "server-dropped"
  | "server-handover"
  | "server-rejected"
  | "server-rate-limited"
  | "server-unavailable"
  | "server-answer";

/** Codes after which every further call would fail the same way, so a run ends instead of failing title by title. */
export const FATAL_SERVER_CODES: ReadonlySet<string> = new Set<ServerErrorCode>([
  "server-url",
  "server-unreachable",
  "server-tls",
  "server-path",
  "server-key",
  "server-csrf",
]);

/** Codes of failures that may be over soon; the title is tried again next run and its match stays what it was. */
export const TRANSIENT_SERVER_CODES: ReadonlySet<string> = new Set<ServerErrorCode>([
  "server-unreachable",
  "server-timeout",
  "server-unavailable",
  "server-rate-limited",
]);

/** Codes that may be meant for one title or for everybody: a firewall refuses a title in the words of a wrong address. */
export const SUSPICIOUS_SERVER_CODES: ReadonlySet<string> = new Set<ServerErrorCode>([
  "server-tls",
  "server-path",
  "server-key",
  "server-csrf",
  "server-answer",
]);

/** Codes that say something about the user in whose name titles are requested: the next title meets them again. */
export const REQUESTER_CODES: ReadonlySet<string> = new Set<ServerErrorCode>([
  "server-user",
  "server-permission",
]);

/** The server refused or failed. `httpStatus` is absent when there was no answer. */
export class ServerError extends ListSyncError {
  declare readonly code: ServerErrorCode;
  readonly httpStatus?: number;
  /** Milliseconds the server (or a proxy) asks to wait. */
  readonly retryAfterMs?: number;

  constructor(
    code: ServerErrorCode,
    message: string,
    options: ErrorOptions & { httpStatus?: number; retryAfterMs?: number } = {},
  ) {
    super(code, message, options);
    this.httpStatus = options.httpStatus;
    this.retryAfterMs = options.retryAfterMs;
  }
}
