/** One record of the table of anime ids, in the form of 2026-06. */
export interface TableRecord {
  anilist_id?: number;
  mal_id?: number;
  simkl_id?: number;
  themoviedb_id?: { tv: number } | { movie: number[] };
  tvdb_id?: number;
  imdb_id?: string[];
  season?: { tvdb?: number; tmdb?: number };
}

/** Where the table is, below its origin. */
export const TABLE_PATH = "Fribb/anime-lists/master/anime-list-full.json";

/**
 * A table in which every entry from 1 on is a film of its own: TMDB 900000 and up. MyAnimeList counts from 10,001 and
 * Simkl from 20,001, as they count apart in the real one.
 */
export function animeTable(count: number, more: TableRecord[] = []): TableRecord[] {
  const given = new Set(more.map(({ anilist_id: id }) => id));
  const own = Array.from({ length: count }, (_, index) => ({
    anilist_id: index + 1,
    mal_id: 10_001 + index,
    simkl_id: 20_001 + index,
    themoviedb_id: { movie: [900_000 + index] },
  })).filter(({ anilist_id: id }) => !given.has(id));
  return [...more, ...own];
}
