import type { MediaType } from "../items/item.ts";

/** What the server's library knows of one title; several rows of one title are already merged. */
export interface LibraryEntry {
  mediaType: MediaType;
  tmdbId: number;
  tvdbId?: number;
  imdbId?: string;
  /** MediaStatus, see status.ts. */
  status: number;
  status4k: number;
  /** Only seasons that a library scan has touched; empty for movies. */
  seasons: { seasonNumber: number; status: number; status4k: number }[];
  /** ISO 8601 time of the row's last change. */
  updatedAt?: string;
}

/** What our own requests change before the next refresh sees it. Never makes an entry less advanced. */
export type LibraryPatch = Partial<Pick<LibraryEntry, "status" | "status4k" | "tvdbId" | "seasons">>;

/**
 * Everything the server knows of its titles, read in bulk so that a known title costs no call.
 * One per server, shared by all nodes that use it.
 */
export interface LibraryIndex {
  /**
   * Reads the whole library unless it is younger than `maxAgeMs`. Callers at the same time share one reading.
   *
   * @throws ServerError; CancelledError when `signal` was aborted (a reading that others share goes on)
   */
  refresh(options?: { signal?: AbortSignal; maxAgeMs?: number }): Promise<void>;
  /**
   * Makes sure that the index is good enough for a run: read once for every run id, and again when it is older than
   * `maxAgeMs`. Without a run id only the age counts.
   *
   * @throws as `refresh`
   */
  ensure(runId?: string, options?: { signal?: AbortSignal; maxAgeMs?: number }): Promise<void>;
  get(mediaType: MediaType, tmdbId: number): LibraryEntry | undefined;
  /** Shows only: the server leaves the TVDB id of movies empty. */
  getByTvdb(tvdbId: number): LibraryEntry | undefined;
  /** Remembers what our own request changed, until the next reading. */
  note(mediaType: MediaType, tmdbId: number, patch: LibraryPatch): void;
  /** Milliseconds since the epoch; undefined before the first reading. */
  readonly loadedAt: number | undefined;
  /** Number of titles. */
  readonly size: number;
}
