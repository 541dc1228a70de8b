import type { MediaType } from "../../items/item.ts";
import { type LibraryEntry, mergeEntries } from "./library-entry.ts";

/** The titles of a library, made of its rows, which can be replaced one by one. */
export interface LibraryTitles {
  /** @param id of the row; what was known of it before is forgotten */
  put(id: number, entry: LibraryEntry): void;
  get(mediaType: MediaType, tmdbId: number): LibraryEntry | undefined;
  /** Shows only. */
  getByTvdb(tvdbId: number): LibraryEntry | undefined;
  /** Number of titles. */
  readonly size: number;
}

export const titleKey = (mediaType: MediaType, tmdbId: number): string => `${mediaType}:${tmdbId}`;

export function createLibraryTitles(): LibraryTitles {
  const rows = new Map<number, LibraryEntry>();
  /** Ids of a title's rows: nearly always one. */
  const titles = new Map<string, number | number[]>();
  const shows = new Map<number, number>();

  const remove = (id: number) => {
    const row = rows.get(id);
    if (!row) return;
    rows.delete(id);
    const key = titleKey(row.mediaType, row.tmdbId);
    const others = [titles.get(key) ?? []].flat().filter((other) => other !== id);
    if (others.length === 0) titles.delete(key);
    else titles.set(key, others);
  };
  const get: LibraryTitles["get"] = (mediaType, tmdbId) =>
    [titles.get(titleKey(mediaType, tmdbId)) ?? []]
      .flat()
      .map((id) => rows.get(id) as LibraryEntry)
      .reduce<LibraryEntry | undefined>(
        (merged, row) => (merged ? mergeEntries(merged, row) : row),
        undefined,
      );

  return {
    put(id, entry) {
      remove(id);
      rows.set(id, entry);
      const key = titleKey(entry.mediaType, entry.tmdbId);
      const others = titles.get(key);
      titles.set(key, others === undefined ? id : [others, id].flat());
      if (entry.mediaType === "tv" && entry.tvdbId !== undefined) shows.set(entry.tvdbId, entry.tmdbId);
    },
    get,
    getByTvdb(tvdbId) {
      const tmdbId = shows.get(tvdbId);
      const entry = tmdbId === undefined ? undefined : get("tv", tmdbId);
      return entry?.tvdbId === tvdbId ? entry : undefined;
    },
    get size() {
      return titles.size;
    },
  };
}
