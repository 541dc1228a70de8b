/** Ids by which an entry of an anime site can be found. */
export interface AnimeIds {
  anilist?: number;
  mal?: number;
  anidb?: number;
  kitsu?: number;
  simkl?: number;
}

/** The sites that count entries, in the order in which they are asked. */
export const ANIME_SITES = ["anilist", "mal", "anidb", "kitsu", "simkl"] as const;

/**
 * Which title an anime entry is: movies of TMDB (a compilation has several), a show of TMDB, or what only TVDB or IMDb
 * know. `season` is a season of the show as that site counts, 0 for one of its specials; absent: all of it.
 */
export type AnimeTarget =
  | { kind: "movies"; tmdb: number[] }
  | { kind: "show"; tmdb: number; season?: number }
  | { kind: "tvdb"; tvdb: number; season?: number }
  | { kind: "imdb"; imdb: string };

export interface MappingRow {
  ids: AnimeIds;
  target: AnimeTarget;
}

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
  const target = targetOf(row);
  if (!target) return undefined;
  const ids: AnimeIds = {};
  for (const site of ANIME_SITES) {
    const [id] = numbers(row[`${site}_id`]);
    if (id !== undefined) ids[site] = id;
  }
  return { ids, target };
}

function targetOf(row: Record<string, unknown>): AnimeTarget | undefined {
  const { movies, show } = tmdbOf(row);
  if (movies.length > 0) return { kind: "movies", tmdb: movies };
  const season = (row.season ?? {}) as { tmdb?: unknown; tvdb?: unknown };
  if (show !== undefined) return { kind: "show", tmdb: show, ...seasonOf(season.tmdb ?? zero(season.tvdb)) };
  const [tvdb] = numbers(row.tvdb_id ?? row.thetvdb_id);
  const imdb = /tt\d{7,}/.exec(JSON.stringify(row.imdb_id ?? ""))?.[0];
  // TVDB has a film as a special of its show; the old form does not say so
  const film = isMovie(row) && row.season === undefined;
  if (tvdb !== undefined && !(film && imdb))
    return { kind: "tvdb", tvdb, ...seasonOf(film ? 0 : season.tvdb) };
  return imdb === undefined ? undefined : { kind: "imdb", imdb };
}

function tmdbOf(row: Record<string, unknown>): { movies: number[]; show?: number } {
  const given = row.themoviedb_id;
  if (typeof given === "object" && given !== null && !Array.isArray(given)) {
    const { movie, tv } = given as { movie?: unknown; tv?: unknown };
    return { movies: numbers(movie), show: numbers(tv)[0] };
  }
  const ids = numbers(given);
  return isMovie(row) ? { movies: ids } : { movies: [], show: ids[0] };
}

const isMovie = ({ type }: Record<string, unknown>): boolean => String(type).toUpperCase() === "MOVIE";

const zero = (season: unknown): unknown => (season === 0 ? 0 : undefined);

const seasonOf = (value: unknown): { season?: number } =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? { season: value } : {};

function numbers(value: unknown): number[] {
  const list = Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : [value];
  return list.map(Number).filter((each) => Number.isSafeInteger(each) && each > 0);
}
