import type { LookupFunction } from "node:net";

/** The port through which everything reaches the outside world; `createHttp` in create-http.ts makes one. */
export interface Http {
  /**
   * Sends one request and answers for every HTTP status; the caller decides what a status means.
   * 429 and 5xx are retried (see {@link HttpOptions}) before the last answer is returned.
   *
   * @throws HttpError when there is no answer: `timeout`, `unreachable`, `tls`, `too-large`, `bad-answer`
   * @throws InputError `bad-input` for an address or a header that cannot be sent
   * @throws CancelledError when `signal` was aborted
   * @throws what `ready` throws
   */
  request<T = unknown>(request: HttpRequest): Promise<HttpResponse<T>>;
}

export interface HttpRequest {
  /** @default "GET" */
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Absolute; sent exactly as written, so it must be encoded already. */
  url: string;
  /**
   * The address that a person entered, where that is not `url`. A public one is not followed into a private network.
   * @default url
   */
  named?: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as a form (`application/x-www-form-urlencoded`) when there is no `json`. */
  form?: Record<string, string>;
  /**
   * How to read the body. `json` answers the text unchanged when it is not JSON, so that a caller can tell.
   * @default "json"
   */
  as?: "json" | "text" | "bytes";
  /** Milliseconds; overrides the client's. */
  timeoutMs?: number;
  /** Overrides whether 429, 5xx and broken connections are tried again. @default true for GET, false otherwise */
  retry?: boolean;
  /** Takes none of the places of requests under way at once: an answer that may take long holds nothing up. @default false */
  beside?: boolean;
  /**
   * Awaited when its turn has come, right before it is sent; what this throws is thrown, and nothing is sent.
   *
   * @param signal aborted when nobody waits for the request any more
   */
  ready?: (signal?: AbortSignal) => Promise<void>;
  signal?: AbortSignal;
  /** Once it is sent its answer is waited for, whatever `signal` says: nobody could tell whether it took effect. @default false */
  lasting?: boolean;
}

export interface HttpResponse<T = unknown> {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: T;
}

export interface HttpOptions {
  /** @default the package's own name, version and address */
  userAgent?: string;
  /** Milliseconds until an answer must be complete. @default 30000 */
  timeoutMs?: number;
  /** How often a failed request is tried again. @default 3 */
  retries?: number;
  /** First back-off in milliseconds, doubled each time with jitter; `Retry-After` wins when it is longer. @default 500 */
  backoffMs?: number;
  /** Longest `Retry-After` that is waited for; a longer one ends the retries. @default 60000 */
  maxRetryAfterMs?: number;
  /** Requests under way at once. @default 4 */
  concurrency?: number;
  /** Reads (GET) under way at once, as many as the server bears; the others stay at `concurrency`. @default as the others */
  readsAtOnce?: LimitRange;
  /** Requests started per minute. @default no limit */
  perMinute?: number;
  /** Largest body in bytes. @default 50 MiB */
  maxBytes?: number;
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** Accept a certificate that no known authority signed. @default false */
  insecureTls?: boolean;
  /** Redirects to follow. @default 0 */
  maxRedirects?: number;
  /** Looks up names; for tests. @default the system's */
  lookup?: LookupFunction;
}

/** Requests under way at once: never fewer, never more. */
export interface LimitRange {
  least: number;
  most: number;
}
