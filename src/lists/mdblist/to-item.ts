import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";

/**
 * One row of MDBList as an item; undefined for what is no title (season, episode, a row without id and title).
 * `id` is the TMDB id, sometimes 0; `ids` comes with the API only (live record 2026-08).
 */
export function toItem(row: Record<string, unknown>): Item | undefined {
  const type = row.mediatype === "show" ? "tv" : row.mediatype;
  if (type !== undefined && type !== "movie" && type !== "tv") return undefined;
  const ids = { tmdb: row.id, imdb: row.imdb_id, tvdb: row.tvdb_id, ...withValues(row.ids) };
  try {
    return normaliseItem({
      title: row.title,
      year: row.release_year ?? row.release_date,
      mediaType: type,
      ids,
      rank: row.rank,
    });
  } catch {
    return undefined;
  }
}

function withValues(ids: unknown): Record<string, unknown> {
  if (typeof ids !== "object" || ids === null) return {};
  return Object.fromEntries(Object.entries(ids).filter(([, value]) => value));
}
