/** Ids by which an entry of an anime site can be found. */
export interface AnimeIds {
  anilist?: number;
  mal?: number;
  anidb?: number;
  kitsu?: number;
  simkl?: number;
}

/** Which title of TMDB (or TVDB, IMDb) an anime entry is. */
export interface AnimeTarget {
  /** TMDB movies; a compilation has several. */
  movies?: number[];
  /** TMDB show. */
  tv?: number;
  tvdb?: number;
  imdb?: string;
  /** Season of the show as TMDB counts; absent: all of it. */
  season?: number;
  /** It is a special of that show. */
  special?: true;
}

export type MappingRow = AnimeIds & AnimeTarget;

/**
 * Reads one record of Fribb's anime-list-full.json in every form that it has had:
 * until 2025 `themoviedb_id` and `thetvdb_id` as numbers or `"1,2"`, since 2026-01 `tvdb_id` and `season`, since 2026-05
 * `themoviedb_id: {tv} | {movie}`, since 2026-06 lists in it.
 *
 * The type comes from the mapping's key: of 7,655 entries that can be compared 13.5 % would be wrong by the site's format
 * (measured on the copy of 2026-06-30). Only the old form, which has no key, goes by its `type`.
 *
 * @returns undefined for a record that leads nowhere
 */
export function readMappingRow(record: unknown): MappingRow | undefined {
  if (typeof record !== "object" || record === null) return undefined;
  const row = record as Record<string, unknown>;
  const ids = {
    anilist: number(row.anilist_id),
    mal: number(row.mal_id),
    anidb: number(row.anidb_id),
    kitsu: number(row.kitsu_id),
    simkl: number(row.simkl_id),
  };
  const { movies, tv } = tmdbOf(row);
  const tvdb = numbers(row.tvdb_id ?? row.thetvdb_id)[0];
  const imdb = /tt\d{7,}/.exec(JSON.stringify(row.imdb_id ?? ""))?.[0];
  if (movies.length === 0 && tv === undefined && tvdb === undefined && imdb === undefined) return undefined;
  const season = (row.season ?? {}) as { tmdb?: unknown; tvdb?: unknown };
  // season 0 holds the specials
  const special =
    movies.length === 0 && (season.tmdb === 0 || (season.tmdb === undefined && season.tvdb === 0));
  const mapped = number(season.tmdb);
  return plain({
    ...ids,
    movies: movies.length > 0 ? movies : undefined,
    tv,
    tvdb: movies.length > 0 ? undefined : tvdb,
    imdb,
    season: tv === undefined ? undefined : mapped,
    special: special ? true : undefined,
  });
}

function tmdbOf(row: Record<string, unknown>): { movies: number[]; tv?: number } {
  const given = row.themoviedb_id;
  if (typeof given === "object" && given !== null && !Array.isArray(given)) {
    const { movie, tv } = given as { movie?: unknown; tv?: unknown };
    const movies = numbers(movie);
    const [show] = numbers(tv);
    return movies.length > 0 ? { movies } : { movies, ...(show !== undefined && { tv: show }) };
  }
  const ids = numbers(given);
  if (String(row.type).toUpperCase() === "MOVIE") return { movies: ids };
  return { movies: [], ...(ids[0] !== undefined && { tv: ids[0] }) };
}

const number = (value: unknown): number | undefined => numbers(value)[0];

function numbers(value: unknown): number[] {
  const list = Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : [value];
  return list.map(Number).filter((each) => Number.isSafeInteger(each) && each > 0);
}

const plain = (row: Record<string, unknown>): MappingRow =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
