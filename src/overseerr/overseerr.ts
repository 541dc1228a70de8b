import type { MediaType } from "../items/item.ts";
import type { TitleDetail } from "../state/store.ts";
import type { ClientOptions } from "./client.ts";
import type { RequestBody, RequestResult } from "./create-request.ts";
import type { Health } from "./health.ts";
import type { HealthLimits } from "./kind-health.ts";
import type { LibraryIndex } from "./library-index.ts";
import type { Product } from "./product.ts";
import type { SearchPage } from "./search-result.ts";
import type { Services } from "./services.ts";
import type { Quota, User } from "./users.ts";

export type { RequestBody, RequestResult } from "./create-request.ts";
export type { LibraryEntry, LibraryIndex, LibraryPatch } from "./library-index.ts";
export type { Product, ProductName } from "./product.ts";
export type { OtherResult, SearchPage, SearchResult, TitleResult } from "./search-result.ts";
export type { Service, Services } from "./services.ts";
export type { Quota, QuotaPart, User } from "./users.ts";

export interface OverseerrOptions extends ClientOptions {
  /** When its calls pause, and when a run ends. */
  health?: Partial<HealthLimits>;
}

export interface CallOptions {
  signal?: AbortSignal;
}

/**
 * An Overseerr, Jellyseerr or Seerr server ("the server"). Every method throws ServerError when the server refuses
 * or fails and CancelledError when its signal was aborted or the server was closed.
 */
export interface Overseerr {
  /** Stable identity for the database: the normalised base URL without secrets. */
  readonly key: string;
  /** Base URL without secrets, for people. */
  readonly url: string;
  readonly index: LibraryIndex;
  /** The body of a GET below `/api/v1`, for what has no method of its own. */
  get(
    path: string,
    query?: Record<string, string | number | undefined>,
    options?: CallOptions,
  ): Promise<unknown>;
  /** Asked once, then remembered. */
  product(options?: CallOptions): Promise<Product>;
  /** Who we are, or who the user to act as is. */
  me(asUser?: number, options?: CallOptions): Promise<User>;
  /**
   * Searches by title or by `imdb:tt…`, `tmdb:N`, `tvdb:N`. The query is sent as written: keeping such words out of
   * titles is the caller's job. An empty title or `tmdb:` search may be TMDB failing behind the server.
   */
  search(
    query: string,
    options?: CallOptions & { page?: number; language?: string; asUser?: number },
  ): Promise<SearchPage>;
  /** Details of one title. An unknown id is `server-unavailable`: the server says the same when TMDB fails. `retry: false` asks just once. */
  details(
    mediaType: MediaType,
    tmdbId: number,
    options?: CallOptions & { language?: string; retry?: boolean },
  ): Promise<TitleDetail>;
  /**
   * Requests a title, one POST per title at a time, and notes the result in the index. When the answer gets lost it
   * looks for the request before it tries again; after a time-out it only looks, since the server may be at work on it still.
   *
   * @param options.asUser id of the user in whose name; approval rules and quotas are then theirs
   * @throws ServerError `server-duplicate`, `server-quota`, `server-permission`, `server-blocklisted`, …
   * @throws InputError `bad-input` for a user or season number that is none
   */
  createRequest(body: RequestBody, options?: CallOptions & { asUser?: number }): Promise<RequestResult>;
  /**
   * Finds out, without making it, whether a request would end the server: `createRequest` refuses it then.
   *
   * @throws ServerError `server-dropped` for a show without a TVDB id, and when that cannot be found out
   */
  checkRequest(body: RequestBody, options?: CallOptions): Promise<void>;
  /** Whether TMDB answers behind the server: details fail alike for a number that it does not know and without it. */
  tmdbAnswers(options?: CallOptions): Promise<boolean>;
  /** Ids of the requests that Radarr or Sonarr refused. Asked once, at most 15 s: the server asks each of those for it. */
  failedRequests(options?: CallOptions): Promise<ReadonlySet<number>>;
  /** Gives a failed request to Radarr or Sonarr again; answers the MediaRequestStatus that it has then. */
  retryRequest(id: number, options?: CallOptions): Promise<number>;
  deleteRequest(id: number, options?: CallOptions): Promise<void>;
  users(options?: CallOptions): Promise<User[]>;
  quota(userId: number, options?: CallOptions): Promise<Quota>;
  services(options?: CallOptions): Promise<Services>;
  /** The same server, its calls watched over by the health of a run. */
  within(health: Health): Overseerr;
  /** Aborts what is under way but for requests that are being made; every later call fails as cancelled. */
  close(): void;
}
