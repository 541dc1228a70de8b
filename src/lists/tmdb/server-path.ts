import type { TmdbList } from "./tmdb-list.ts";

/** The filters of TMDB's searches that the server passes on, by its own names (Overseerr, Jellyseerr, Seerr). */
const FILTERS: Record<string, string> = {
  sort_by: "sortBy",
  with_keywords: "keywords",
  with_genres: "genre",
  with_companies: "studio",
  with_networks: "network",
  with_original_language: "language",
  "primary_release_date.gte": "primaryReleaseDateGte",
  "primary_release_date.lte": "primaryReleaseDateLte",
  "first_air_date.gte": "firstAirDateGte",
  "first_air_date.lte": "firstAirDateLte",
  "vote_average.gte": "voteAverageGte",
  "vote_average.lte": "voteAverageLte",
  "vote_count.gte": "voteCountGte",
  "vote_count.lte": "voteCountLte",
  "with_runtime.gte": "withRuntimeGte",
  "with_runtime.lte": "withRuntimeLte",
};

/** Votes below which a good average means little. */
const ENOUGH_VOTES = "200";

/** Where the request server has the same titles without a key of TMDB; undefined where it has not. */
export function serverPath({
  chart,
  trending,
  discover,
  collection,
}: TmdbList): { path: string; query: Record<string, string> } | undefined {
  if (collection !== undefined) return { path: `/collection/${collection}`, query: {} };
  // the server's own trending titles are those of the day, movies and shows together
  if (trending?.type === "all" && trending.window === "day") return { path: "/discover/trending", query: {} };
  const type = chart?.type ?? discover?.type;
  const base = type === "movie" ? "/discover/movies" : "/discover/tv";
  if (chart?.name === "popular") return { path: base, query: {} };
  if (chart?.name === "upcoming") return { path: `${base}/upcoming`, query: {} };
  if (chart?.name === "top_rated")
    return { path: base, query: { sortBy: "vote_average.desc", voteCountGte: ENOUGH_VOTES } };
  if (!discover) return undefined;
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(discover.query)) {
    const own = FILTERS[name];
    // a filter that is dropped would give other titles than were asked for
    if (own === undefined) return undefined;
    query[own] = value;
  }
  return { path: base, query };
}
