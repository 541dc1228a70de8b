import { breather } from "../../breather.ts";
import { numberId } from "../../items/ids.ts";
import type { MediaType } from "../../items/item.ts";
import type { Scope } from "../../scope.ts";
import type { Client } from "../connection/api-call.ts";
import { createRowReader } from "./changed-rows.ts";
import { type LibraryEntry, mergeEntries, toLibraryEntry } from "./library-entry.ts";
import { createRefresh } from "./library-refresh.ts";
import { createLibraryTitles, titleKey } from "./library-titles.ts";
import { productOfMedia } from "./media-product.ts";

export type { LibraryEntry } from "./library-entry.ts";

/**
 * A run that makes so many requests would get each of them back with a reading by difference: it does so less often, or
 * 100,000 titles cost twice the pages that the library has.
 */
const MANY_NOTES = 2000;
/** Milliseconds. */
const MAX_AGE_WITH_MANY = 30 * 60_000;

/** What our own requests change before the next refresh sees it. Never makes an entry less advanced. */
type LibraryPatch = Partial<Pick<LibraryEntry, "status" | "status4k">>;

/**
 * Everything the server knows of its titles, read in bulk so that a known title costs no call.
 * One per server, shared by all nodes that use it.
 */
export interface LibraryIndex {
  /**
   * Reads the library, or what changed in it, unless it is younger than `maxAgeMs`. Callers at the same time share one
   * reading.
   *
   * @throws ServerError; CancelledError when `signal` was aborted (a reading that others share goes on)
   */
  refresh(options?: { signal?: AbortSignal; maxAgeMs?: number }): Promise<void>;
  /**
   * Makes sure that the index is good enough for a run: read once for every run, and again when it is older than
   * `maxAgeMs` (five minutes; half an hour in a run that makes thousands of requests). Without a run only the age counts.
   *
   * @throws as `refresh`
   */
  ensure(scope?: Scope, options?: { signal?: AbortSignal; maxAgeMs?: number }): Promise<void>;
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

/**
 * Makes the index of a server; it reads nothing until somebody asks.
 *
 * @param now milliseconds since the epoch
 */
export function createLibraryIndex(client: Client, now: () => number = Date.now): LibraryIndex {
  let titles = createLibraryTitles();
  /** What was noted since the last reading began, which may not have seen it. */
  let notes = new Map<string, LibraryEntry>();
  /** What was noted before it, until it has ended. */
  let earlier = new Map<string, LibraryEntry>();

  const read = createRowReader(
    client,
    { path: "/media", name: "library", rows: "titles" },
    async ({ rows, isWhole }) => {
      const product = await productOfMedia(client, rows);
      // whoever looks into it meanwhile sees the old one
      const next = isWhole ? createLibraryTitles() : titles;
      const breathe = breather();
      for (const row of rows) {
        const entry = toLibraryEntry(row, product);
        const id = numberId(row.id);
        if (entry && id !== undefined) next.put(id, entry);
        if (breathe.due()) await breathe.rest();
      }
      titles = next;
    },
    now,
  );
  const refresh = createRefresh(async () => {
    earlier = notes;
    notes = new Map();
    try {
      await read(earlier.size);
    } catch (error) {
      for (const entry of notes.values()) put(earlier, entry);
      notes = earlier;
      throw error;
    } finally {
      earlier = new Map();
    }
  }, now);
  const get: LibraryIndex["get"] = (mediaType, tmdbId) => {
    const key = titleKey(mediaType, tmdbId);
    return [titles.get(mediaType, tmdbId), earlier.get(key), notes.get(key)].reduce((merged, entry) =>
      merged && entry ? mergeEntries(merged, entry) : (merged ?? entry),
    );
  };

  return {
    refresh: refresh.run,
    ensure: (scope, options) =>
      refresh.ensure(scope, { ...(notes.size >= MANY_NOTES && { maxAgeMs: MAX_AGE_WITH_MANY }), ...options }),
    get,
    getByTvdb(tvdbId) {
      const show = titles.getByTvdb(tvdbId);
      return show && get("tv", show.tmdbId);
    },
    note(mediaType, tmdbId, patch) {
      const isNew = !get(mediaType, tmdbId);
      put(notes, {
        mediaType,
        tmdbId,
        status: 1,
        status4k: 1,
        seasons: [],
        ...patch,
        ...(isNew && { isNew }),
      });
    },
    get loadedAt() {
      return refresh.finishedAt;
    },
    get size() {
      const noted = [...earlier.values(), ...notes.values()];
      const added = noted.filter(({ mediaType, tmdbId }) => !titles.get(mediaType, tmdbId));
      return titles.size + new Set(added.map(({ mediaType, tmdbId }) => titleKey(mediaType, tmdbId))).size;
    },
  };
}

function put(notes: Map<string, LibraryEntry>, entry: LibraryEntry): void {
  const key = titleKey(entry.mediaType, entry.tmdbId);
  const known = notes.get(key);
  notes.set(key, known ? mergeEntries(known, entry) : entry);
}
