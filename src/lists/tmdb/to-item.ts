import type { Item, MediaType } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";

/**
 * One row of TMDB, or of the request server in front of it (camel case). Dates may be empty.
 *
 * @param type of the list's titles; without it every row says it or shows it, and people are left out
 */
export function toItem(row: Record<string, unknown>, type: MediaType | undefined, rank: number): Item[] {
  const given = type ?? row.media_type ?? row.mediaType ?? kindOf(row);
  if ((given !== "movie" && given !== "tv") || typeof row.id !== "number") return [];
  const movie = given === "movie";
  const title = movie ? (row.title ?? row.original_title) : (row.name ?? row.original_name);
  const date = movie ? (row.release_date ?? row.releaseDate) : (row.first_air_date ?? row.firstAirDate);
  const year = typeof date === "string" ? date.slice(0, 4) : undefined;
  const rating = row.vote_average ?? row.voteAverage;
  return [
    normaliseItem({
      title,
      year,
      mediaType: given,
      tmdb: row.id,
      rank,
      // 0 is what nobody has voted for
      ...(typeof rating === "number" && rating > 0 && { rating }),
    }),
  ];
}

/** Lists of old do not say what their rows are, but only movies have a title and only shows a first day. */
function kindOf(row: Record<string, unknown>): MediaType | undefined {
  if ("title" in row) return "movie";
  return "first_air_date" in row ? "tv" : undefined;
}
