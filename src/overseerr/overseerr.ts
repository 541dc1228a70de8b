import type { MediaType } from "../items/item.ts";
import type { TitleDetail } from "../state/port/findings.ts";
import type { ClientOptions } from "./connection/client.ts";
import type { Health } from "./health/health.ts";
import type { HealthLimits } from "./health/kind-health.ts";
import type { LibraryIndex } from "./library/library-index.ts";
import type { RequestResult } from "./posting/create-request.ts";
import type { RequestBody } from "./posting/request-body.ts";
import type { RequestNews } from "./posting/request-news.ts";
import type { Product } from "./product.ts";
import type { SearchPage } from "./search/search-result.ts";
import type { Services } from "./services.ts";
import type { Quota, User } from "./users.ts";

export type { LibraryIndex } from "./library/library-index.ts";
export type { RequestResult } from "./posting/create-request.ts";
export type { RequestBody } from "./posting/request-body.ts";
export type { RequestNews } from "./posting/request-news.ts";
export type { SearchResult } from "./search/search-result.ts";
export type { QuotaPart, User } from "./users.ts";

export interface OverseerrOptions extends ClientOptions {
  /** When its calls pause, and when a run ends. */
  health?: Partial<HealthLimits>;
}

interface CallOptions {
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
  /** Whether it answers, and takes our key: asked once, for five seconds at most, beside all other calls. @throws ServerError */
  alive(options?: CallOptions): Promise<void>;
  /** Asked once a day. */
  product(options?: CallOptions): Promise<Product>;
  /**
   * Whether a show that the server has no row of can be requested with `seasons: "all"` instead of a look at it: that
   * means its regular seasons there, and harms nobody. Asked once a day.
   */
  takesWholeShows(options?: CallOptions): Promise<boolean>;
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
   * looks for the request before it tries again; after a timeout it only looks, since the server may be at work on it still.
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
  /** Which requests Radarr or Sonarr refused or somebody declined. */
  requestNews(options?: CallOptions): Promise<RequestNews>;
  /** Gives a failed request to Radarr or Sonarr again; answers the MediaRequestStatus that it has then. */
  retryRequest(id: number, options?: CallOptions): Promise<number>;
  deleteRequest(id: number, options?: CallOptions): Promise<void>;
  users(options?: CallOptions): Promise<User[]>;
  quota(userId: number, options?: CallOptions): Promise<Quota>;
  services(options?: CallOptions): Promise<Services>;
  /**
   * The same server, its calls watched over by the health of a run.
   *
   * @param mayChange - awaited right before each call that changes something there is sent; it throws where nothing is to
   *   be changed any more; its signal is aborted when nobody waits for the call any more
   */
  watchedBy(health: Health, mayChange?: (signal?: AbortSignal) => Promise<void>): Overseerr;
  /** Aborts what is under way but for requests that are being made; every later call fails as cancelled. */
  close(): void;
}
