import type { CatalogueTitle } from "../catalogue/title.ts";

/** A title as MDBList writes it (OpenAPI example and CLI samples, 2025-09 and 2026-08). */
export function mdblistRow(title: CatalogueTitle, rank: number) {
  return {
    id: title.tmdbId,
    rank,
    adult: title.adult ? 1 : 0,
    title: title.title,
    imdb_id: title.imdbId ?? null,
    tvdb_id: title.mediaType === "tv" ? (title.tvdbId ?? null) : null,
    language: title.language,
    mediatype: title.mediaType === "tv" ? "show" : "movie",
    release_year: title.year,
    spoken_language: title.language,
  };
}
