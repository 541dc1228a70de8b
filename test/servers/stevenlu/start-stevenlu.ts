import type { CatalogueTitle } from "../catalogue/title.ts";
import { type ListSite, startListSite } from "../list-site.ts";

/** Plays popular-movies-data.stevenlu.com. @param files movies by file name without `.json` */
export function startStevenlu(files: Record<string, readonly CatalogueTitle[]>): Promise<ListSite> {
  return startListSite(({ segments }) => {
    const titles = files[segments.at(-1)?.replace(/\.json$/, "") ?? ""];
    if (!titles) return { status: 404, body: '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>' };
    return {
      json: titles.map(({ title, tmdbId, imdbId }) => ({
        title,
        tmdb_id: tmdbId,
        imdb_id: imdbId ?? null,
        poster_url: "https://image.tmdb.org/t/p/w500/example.jpg",
        genres: ["drama"],
      })),
    };
  });
}
