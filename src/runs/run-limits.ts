import type { ListSyncError } from "../errors.ts";
import type { MediaType } from "../items/item.ts";

/** In whose name requests are made; undefined is the owner of the API key. */
export type Requester = number | undefined;

/** What one run must not do any more, and how much it still may. One for each run and node. */
export class RunLimits {
  readonly #maxRequests: number;
  readonly #shared: RunLimits | undefined;
  #requests = 0;
  readonly #quotas = new Map<string, { units: number; message: string }>();
  readonly #refusals = new Map<string, ListSyncError>();

  /**
   * @param maxRequests new requests in this run; 0 for no limit
   * @param shared limits to which others hold as well
   */
  constructor(maxRequests = 0, shared?: RunLimits) {
    this.#maxRequests = maxRequests;
    this.#shared = shared;
  }

  /** The limit that is reached, or its own; 0 for none. */
  get maxRequests(): number {
    return this.#isOwnReached() || !this.#shared ? this.#maxRequests : this.#shared.maxRequests;
  }

  /** Takes one request out of the run's budget; false when it is used up. */
  reserve(): boolean {
    if (this.#isOwnReached() || this.#shared?.reserve() === false) return false;
    this.#requests += 1;
    return true;
  }

  /** Gives back a reservation that led to no request. */
  release(): void {
    this.#requests -= 1;
    this.#shared?.release();
  }

  /** Whether no further request would get a reservation now. */
  isReached(): boolean {
    return this.#isOwnReached() || this.#shared?.isReached() === true;
  }

  #isOwnReached(): boolean {
    return this.#maxRequests > 0 && this.#requests >= this.#maxRequests;
  }

  /** Remembers that a quota did not allow a request of so many units: 1 for a movie, its seasons for a show. */
  noteQuota(user: Requester, mediaType: MediaType, units: number, message: string): void {
    const known = this.#quotas.get(`${user}:${mediaType}`);
    if (!known || units < known.units) this.#quotas.set(`${user}:${mediaType}`, { units, message });
  }

  /** The server's words when a request of so many units was refused before; fewer units may still be allowed. */
  quotaStop(user: Requester, mediaType: MediaType, units: number): string | undefined {
    const known = this.#quotas.get(`${user}:${mediaType}`);
    return known && units >= known.units ? known.message : undefined;
  }

  /** Remembers that a user may not request this at all (`server-permission`) or does not exist (`server-user`). */
  noteRefusal(user: Requester, mediaType: MediaType, is4k: boolean, error: ListSyncError): void {
    this.#refusals.set(refusalKey(user, mediaType, is4k, error.code), error);
  }

  refusal(user: Requester, mediaType: MediaType, is4k: boolean): ListSyncError | undefined {
    return (
      this.#refusals.get(refusalKey(user, mediaType, is4k, "server-user")) ??
      this.#refusals.get(refusalKey(user, mediaType, is4k, "server-permission"))
    );
  }
}

const refusalKey = (user: Requester, mediaType: MediaType, is4k: boolean, code: string) =>
  code === "server-user" ? `${user}` : `${user}:${mediaType}:${is4k}`;
