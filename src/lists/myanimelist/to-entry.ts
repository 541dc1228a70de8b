import type { AnimeEntry } from "../anime/to-titles.ts";

/** One entry of MyAnimeList, whichever way it was read. */
export type MalEntry = AnimeEntry & { mal: number };

interface Node {
  id?: number;
  title?: string;
  alternative_titles?: { en?: string };
  /** `2021-04`, `2021-04-10` or `2021`. */
  start_date?: string;
  media_type?: string;
  /** `white`, `gray`, or `black` for adults only. */
  nsfw?: string;
}

/** One row of the API v2: `{node, list_status}` of lists, `{node, ranking}` of rankings (lists recorded 2021-03). */
export interface ApiRow {
  node?: Node;
  list_status?: { score?: number; updated_at?: string };
}

/** @returns undefined for what has no id or no title */
export function fromApi({ node = {}, list_status: mark = {} }: ApiRow, rank: number): MalEntry | undefined {
  const title = node.alternative_titles?.en || node.title;
  if (!node.id || !title) return undefined;
  const year = Number(/^\d{4}/.exec(node.start_date ?? "")?.[0]);
  return {
    mal: node.id,
    title,
    ...(year > 0 && { year }),
    ...(node.media_type && { format: node.media_type.toUpperCase() }),
    ...(node.nsfw === "black" && { isAdult: true }),
    ...(mark.score && { rating: mark.score }),
    ...(mark.updated_at && { addedAt: mark.updated_at }),
    rank,
  };
}

/** One row of `load.json`, which nobody documents (form as programs report it, 2026-09). */
export interface SiteRow {
  anime_id?: number;
  /** A number where the title is one: 86. */
  anime_title?: string | number;
  anime_title_eng?: string | number;
  anime_media_type_string?: string;
  /** `Rx` for adults only. */
  anime_mpaa_rating_string?: string;
  score?: number;
  /** Seconds since 1970; 0 for entries from before MyAnimeList noted it. */
  created_at?: number;
}

/** @returns undefined for what has no id or no title. Its dates have two digits for a year, so it gets none. */
export function fromSite(row: SiteRow, rank: number): MalEntry | undefined {
  const title = String(row.anime_title_eng || row.anime_title || "");
  if (!row.anime_id || title === "") return undefined;
  return {
    mal: row.anime_id,
    title,
    ...(row.anime_media_type_string && { format: row.anime_media_type_string.toUpperCase() }),
    ...(row.anime_mpaa_rating_string === "Rx" && { isAdult: true }),
    ...(row.score && { rating: row.score }),
    ...(row.created_at && { addedAt: new Date(row.created_at * 1000).toISOString() }),
    rank,
  };
}
