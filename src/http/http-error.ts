import { ListSyncError } from "../errors.ts";

/**
 * Why there is no answer. `timeout` not in time · `unreachable` no connection, or it broke off · `tls` the
 * certificate is not trusted or the port speaks no TLS · `too-large` more bytes than allowed · `private-redirect` a
 * public site sent on into a private network · `bad-answer` it sends on in a circle or to no web address, or its headers
 * are none · `proxy` the proxy in between refused it.
 */
export type HttpErrorCode =
  | "timeout"
  | "unreachable"
  | "tls"
  | "too-large"
  | "private-redirect"
  | "bad-answer"
  | "proxy";

/** A request that got no answer. The message names the host, never the query or a header. */
export class HttpError extends ListSyncError {
  declare readonly code: HttpErrorCode;
  /** Host and port. */
  readonly host: string;
  /** The system's own word for it, for instance `ECONNREFUSED`. */
  readonly reason?: string;

  // No `cause`: the library's errors carry the whole request, key headers included, and end up in logs.
  constructor(code: HttpErrorCode, message: string, details: { host: string; reason?: string }) {
    super(code, message);
    this.host = details.host;
    this.reason = details.reason;
  }
}
