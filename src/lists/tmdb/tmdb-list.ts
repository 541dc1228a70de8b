import type { MediaType } from "../../items/item.ts";
import type { ParsedList } from "../provider.ts";

/** What TMDB is asked for a list. One of its parts names it. */
export type TmdbList = {
  /** A list of a person: number, or 24 hexadecimal digits (older ones). */
  list?: string;
  collection?: number;
  /** `all`, `movie` or `tv`; by day or by week. */
  trending?: { type: "all" | MediaType; window: "day" | "week" };
  /** `popular`, `top_rated`, … */
  chart?: { type: MediaType; name: string };
  /** A search by filters, with TMDB's own names: `with_keywords=1`. */
  discover?: { type: MediaType; query: string };
  /** What only the account's person may read. */
  account?: { shelf: "watchlist" | "favorites" | "recommendations"; type?: MediaType };
  /** A single title. */
  title?: { type: MediaType; id: number; season?: number };
};

/** A list with what TMDB is asked for it. */
export interface ParsedTmdbList extends ParsedList {
  params: TmdbList;
}

/** Charts of the site, as its addresses and its API name them. */
export const CHARTS: Record<MediaType, Record<string, string>> = {
  movie: { "": "popular", "top-rated": "top_rated", "now-playing": "now_playing", upcoming: "upcoming" },
  tv: { "": "popular", "top-rated": "top_rated", "airing-today": "airing_today", "on-the-air": "on_the_air" },
};
