import type { MediaType } from "../items/item.ts";
import type { Client } from "./client.ts";
import { fetchLibrary } from "./fetch-library.ts";
import { type LibraryEntry, mergeEntries } from "./library-entry.ts";
import { createRefresh } from "./library-refresh.ts";

export type { LibraryEntry } from "./library-entry.ts";

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

const keyOf = (mediaType: MediaType, tmdbId: number) => `${mediaType}:${tmdbId}`;

/**
 * Makes the index of a server; it reads nothing until somebody asks.
 *
 * @param now milliseconds since the epoch
 */
export function createLibraryIndex(client: Client, now: () => number = Date.now): LibraryIndex {
  let entries = new Map<string, LibraryEntry>();
  let shows = new Map<number, LibraryEntry>();
  /** What was noted while a reading was under way, which may not have seen it. */
  let notes: LibraryEntry[] = [];

  const put = (entry: LibraryEntry) => {
    const key = keyOf(entry.mediaType, entry.tmdbId);
    const known = entries.get(key);
    const merged = known ? mergeEntries(known, entry) : entry;
    entries.set(key, merged);
    if (merged.mediaType === "tv" && merged.tvdbId !== undefined) shows.set(merged.tvdbId, merged);
  };
  const refresh = createRefresh(async () => {
    notes = [];
    const rows = await fetchLibrary(client);
    entries = new Map();
    shows = new Map();
    for (const entry of [...rows, ...notes]) put(entry);
  }, now);

  return {
    refresh: refresh.run,
    ensure: refresh.ensure,
    get: (mediaType, tmdbId) => entries.get(keyOf(mediaType, tmdbId)),
    getByTvdb: (tvdbId) => shows.get(tvdbId),
    note(mediaType, tmdbId, patch) {
      const entry: LibraryEntry = { mediaType, tmdbId, status: 1, status4k: 1, seasons: [], ...patch };
      notes.push(entry);
      put(entry);
    },
    get loadedAt() {
      return refresh.finishedAt;
    },
    get size() {
      return entries.size;
    },
  };
}
