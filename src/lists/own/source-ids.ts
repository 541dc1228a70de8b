import { ownValue } from "../../own-value.ts";
import { foldName } from "./field-words.ts";
import type { LooseRow } from "./loose-row.ts";

const FIELDS: Record<string, keyof LooseRow> = {
  tmdb: "tmdb_id",
  themoviedb: "tmdb_id",
  moviedb: "tmdb_id",
  imdb: "imdb_id",
  tvdb: "tvdb_id",
  thetvdb: "tvdb_id",
  thetvdbcom: "tvdb_id",
  trakt: "trakt_id",
  simkl: "simkl_id",
  anilist: "anilist_id",
  mal: "mal_id",
  myanimelist: "mal_id",
};

/**
 * The id of a title where one value names the site and another is the number there (Yamtrack: `source`, `media_id`;
 * Ryot: `source`, `identifier`; TheTVDB: `sourceName`, `id`).
 */
export function sourceIds(source: unknown, id: unknown): LooseRow {
  const field = typeof source === "string" ? ownValue(FIELDS, foldName(source)) : undefined;
  const known = typeof id === "number" || (typeof id === "string" && id !== "");
  return field && known ? { [field]: id } : {};
}
