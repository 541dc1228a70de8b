import { ListSyncError } from "../errors.ts";

/** What a request is refused with. */
export type RefusalStatus = 400 | 401 | 404 | 413 | 415 | 429 | 503;

const CODES: Readonly<Record<RefusalStatus, string>> = {
  400: "bad-input",
  401: "unauthorized",
  404: "not-found",
  413: "too-large",
  415: "unsupported-type",
  429: "rate-limited",
  503: "unavailable",
};

/** A request that is not done, with the HTTP status that says why. */
export class WebhookRefusal extends ListSyncError {
  readonly status: RefusalStatus;
  /** Seconds after which it is worth another try. */
  readonly retryAfter: number | undefined;

  constructor(status: RefusalStatus, message: string, retryAfter?: number) {
    super(CODES[status], message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
