import { ListError } from "../list-error.ts";
import { type TraktList, traktList } from "./params.ts";

const CHARTS = new Set(["trending", "popular", "anticipated", "hot", "streaming"]);

/** Charts over a period, which Trakt has demanded since April 2026 (`/movies/watched` is a 404). */
const PERIOD_CHARTS = new Set(["watched", "played", "collected", "favorited"]);

const PERIODS = ["daily", "weekly", "monthly", "all"];

/** What Trakt calls movies and shows in addresses; undefined for anything else. */
export function traktType(word: string): "movies" | "shows" | undefined {
  if (/^(movies?|films?)$/i.test(word)) return "movies";
  return /^(shows?|tv|series)$/i.test(word) ? "shows" : undefined;
}

/**
 * A chart of movies and shows, as the app shows it: the first of each, then the second of each.
 *
 * @param name `trending`, `popular`, `anticipated` or `recommended`
 * @param filters as for {@link traktChart}
 */
export function mixedChart(name: string, filters: string): TraktList | undefined {
  const charts = (["movies", "shows"] as const).flatMap(
    (type) => traktChart(type, name, undefined, filters) ?? [],
  );
  const all = charts.map(({ params }) => params);
  const place = `media/${name}${filters ? `?${filters}` : ""}`;
  const [, said = ""] = /( with .*)$/.exec(charts[0]?.label ?? "") ?? [];
  return traktList("chart", place, `${name} movies and shows${said}`, `discover/${name}`, {
    paths: all.flatMap(({ paths }) => paths),
    mixed: true,
    ...(filters ? { query: filters } : {}),
    ...(all.some(({ login }) => login) ? { login: true } : {}),
  });
}

/**
 * A chart of movies or shows; undefined when the name is none.
 *
 * @param filters query with `genres` and `years` only, encoded
 * @throws ListError `bad-input` for charts and periods that Trakt no longer has
 */
export function traktChart(
  type: "movies" | "shows",
  name: string,
  period: string | undefined,
  filters: string,
): TraktList | undefined {
  if (name === "recommended" || name === "recommendations")
    return traktList("recommendations", `${type}/recommended`, `recommended ${type}`, `${type}/recommended`, {
      paths: [`recommendations/${type}?ignore_collected=true&ignore_watchlisted=true`],
      type: type === "movies" ? "movie" : "show",
      login: true,
    });
  if (name === "boxoffice") {
    if (type === "movies") return chart("movies/boxoffice", "box office", type, filters);
    throw new ListError("bad-input", "Trakt has a box office only for movies: boxoffice:movies.");
  }
  if (CHARTS.has(name)) {
    if (period === undefined) return chart(`${type}/${name}`, `${name} ${type}`, type, filters);
    throw new ListError("bad-input", `Trakt's ${name} ${type} have no "${period}": leave it out.`);
  }
  if (!PERIOD_CHARTS.has(name)) return undefined;
  const over = period ?? "weekly";
  if (!PERIODS.includes(over))
    throw new ListError("bad-input", `Trakt has no "${over}" chart. Choose one of ${PERIODS.join(", ")}.`);
  return chart(`${type}/${name}/${over}`, `most ${name} ${type} (${over})`, type, filters, true);
}

function chart(
  place: string,
  label: string,
  type: "movies" | "shows",
  filters: string,
  endless = false,
): TraktList {
  const id = filters ? `${place}?${filters}` : place;
  const said = filters ? ` with ${decodeURIComponent(filters.replaceAll("&", ", "))}` : "";
  return traktList("chart", id, `${label}${said}`, id, {
    paths: [place],
    type: type === "movies" ? "movie" : "show",
    ...(filters ? { query: filters } : {}),
    ...(endless ? { endless } : {}),
  });
}
