/** One of IMDb's charts. */
export interface Chart {
  /** Canonical id, which is also how people write it. */
  id: string;
  /** As the page is titled. */
  label: string;
  /** Path of its page. */
  path: string;
  /** The field of the GraphQL schema that answers it, and what it is asked with. */
  source:
    | { field: "chartTitles"; chartType: string }
    | { field: "boxOfficeWeekendChart" }
    | { field: "topTrendingSetsPredefined"; set: string };
}

const ranked = (id: string, label: string, chartType: string, path = `/chart/${id}/`): Chart => ({
  id,
  label,
  path,
  source: { field: "chartTitles", chartType },
});

const indian = (id: string, label: string, chartType: string): Chart =>
  ranked(`india/${id}`, label, chartType, `/india/${id}/`);

const trend = (id: string, label: string, set: string): Chart => ({
  id: `india/${id}`,
  label,
  path: `/india/${id}/`,
  source: { field: "topTrendingSetsPredefined", set },
});

/** Chart types as read in Kometa's source, 2026-07; `/chart/top` itself is recorded (2024-07). */
export const CHARTS: readonly Chart[] = [
  ranked("top", "IMDb Top 250 movies", "TOP_RATED_MOVIES"),
  ranked("toptv", "IMDb Top 250 TV shows", "TOP_RATED_TV_SHOWS"),
  ranked("moviemeter", "IMDb most popular movies", "MOST_POPULAR_MOVIES"),
  ranked("tvmeter", "IMDb most popular TV shows", "MOST_POPULAR_TV_SHOWS"),
  ranked("bottom", "IMDb lowest rated movies", "LOWEST_RATED_MOVIES"),
  ranked("top-english-movies", "IMDb top rated English movies", "TOP_RATED_ENGLISH_MOVIES"),
  {
    id: "boxoffice",
    label: "IMDb top box office (US)",
    path: "/chart/boxoffice/",
    source: { field: "boxOfficeWeekendChart" },
  },
  indian("top-rated-indian-movies", "IMDb top rated Indian movies", "TOP_RATED_INDIAN_MOVIES"),
  indian("top-rated-tamil-movies", "IMDb top rated Tamil movies", "TOP_RATED_TAMIL_MOVIES"),
  indian("top-rated-telugu-movies", "IMDb top rated Telugu movies", "TOP_RATED_TELUGU_MOVIES"),
  indian("top-rated-malayalam-movies", "IMDb top rated Malayalam movies", "TOP_RATED_MALAYALAM_MOVIES"),
  trend("upcoming", "IMDb most anticipated Indian titles", "INDIA_TITLE_TRENDS_UPCOMING"),
  trend("tamil", "IMDb trending Tamil titles", "INDIA_TITLE_TRENDS_RELEASED_TAMIL"),
  trend("telugu", "IMDb trending Telugu titles", "INDIA_TITLE_TRENDS_RELEASED_TELUGU"),
];

/** Other ways in which people write a chart. */
const ALIASES: Record<string, string> = {
  top250: "top",
  "top-250": "top",
  toptv250: "toptv",
  bottom100: "bottom",
  "bottom-100": "bottom",
};

/**
 * The chart of that name: `top`, `chart/top`, `top250`, `india/tamil`, `top-rated-indian-movies`.
 *
 * @param name without a leading slash, in any case
 */
export function chartOf(name: string): Chart | undefined {
  const key = name.toLowerCase().replace(/^chart[/:]/, "");
  const id = ALIASES[key] ?? key;
  // `tamil` alone could be any site's word; a name that starts with "top-rated" is IMDb's.
  return CHARTS.find(
    (chart) => chart.id === id || (key.startsWith("top-rated-") && chart.id === `india/${key}`),
  );
}
