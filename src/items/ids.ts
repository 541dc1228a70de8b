import type { ItemIds } from "./item.ts";

/**
 * A positive whole number out of a number or a string of digits; undefined for anything else ("" and 0 included).
 */
export function numberId(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) && (number as number) > 0 ? (number as number) : undefined;
}

/**
 * An IMDb title id in its canonical form: `tt` and at least seven digits. Accepts `133093`, `tt133093`, `TT0133093`
 * and an address that holds one; undefined for anything else, ids of persons (`nm…`) included.
 */
export function imdbId(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const digits = /^(?:.*\/title\/)?(?:tt)?0*([1-9]\d{0,9})(?:[/?#].*)?$/i.exec(String(value).trim())?.[1];
  return digits && `tt${digits.padStart(7, "0")}`;
}

/** What the fields are called in lists, lower case: MDBList, Radarr, Sonarr, Trakt, Jellyfin, StevenLu, own files. */
const NAMES: Record<keyof ItemIds, string[]> = {
  tmdb: ["tmdb_id", "tmdbid", "tmdb"],
  imdb: ["imdb_id", "imdbid", "imdb"],
  tvdb: ["tvdb_id", "tvdbid", "tvdb"],
  trakt: ["trakt_id", "traktid", "trakt"],
  mdblist: ["mdblist_id", "mdblistid", "mdblist"],
  anilist: ["anilist_id", "anilistid", "anilist"],
  mal: ["mal_id", "malid", "mal"],
  simkl: ["simkl_id", "simklid", "simkl"],
  letterboxd: ["letterboxd_id", "letterboxdid", "letterboxd"],
  plex: ["plex_id", "plexid", "plex"],
};

/**
 * Reads the ids of a row, from the row itself and from `ids`, `external_ids` or `ProviderIds` inside it. Ids that are
 * empty or no ids at all are ignored. A bare `id` is believed only where it says what it is: `tt0133093`.
 *
 * @param row its keys in lower case
 */
export function readIds(row: Map<string, unknown>): ItemIds {
  const places = [row];
  for (const name of ["ids", "external_ids", "externalids", "providerids"]) {
    const inner = row.get(name);
    if (inner !== null && typeof inner === "object") places.push(lowerCaseKeys(inner));
  }
  const first = <T>(names: string[], read: (value: unknown) => T | undefined): T | undefined => {
    for (const place of places)
      for (const name of names) {
        const value = read(place.get(name));
        if (value !== undefined) return value;
      }
    return undefined;
  };
  const ids: ItemIds = {};
  const imdb = first(NAMES.imdb, imdbId);
  if (imdb !== undefined) ids.imdb = imdb;
  for (const name of ["tmdb", "tvdb", "trakt", "anilist", "mal", "simkl"] as const) {
    const id = first(NAMES[name], numberId);
    if (id !== undefined) ids[name] = id;
  }
  for (const name of ["mdblist", "letterboxd", "plex"] as const) {
    const id = first(NAMES[name], textId);
    if (id !== undefined) ids[name] = id;
  }
  const bare = row.get("id");
  if (ids.imdb === undefined && typeof bare === "string" && /^tt\d/i.test(bare)) {
    const imdb = imdbId(bare);
    if (imdb !== undefined) ids.imdb = imdb;
  }
  return ids;
}

const textId = (value: unknown): string | undefined =>
  (typeof value === "string" && value.trim()) || typeof value === "number" ? String(value).trim() : undefined;

/** The entries of an object with their keys in lower case: `TmdbId` and `tmdbId` are the same field. */
export function lowerCaseKeys(row: object): Map<string, unknown> {
  return new Map(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value]));
}
