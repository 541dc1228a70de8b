import { ignoredParameters } from "../entries/ignored-parameters.ts";
import { ListError } from "../list-error.ts";
import { mixedChart, traktChart, traktType } from "./chart.ts";
import { type TraktList, traktList } from "./params.ts";
import { traktListWithoutOwner, traktSmartList, traktUserList } from "./user-list.ts";
import { VIEW_PARAMETERS, viewOf } from "./view.ts";

/**
 * What an area of the site shows.
 *
 * @param rest the segments behind the area's name
 * @returns undefined for a page that is no list
 */
type Route = (rest: string[], query: URLSearchParams) => TraktList | undefined;

const FILTERS = ["genres", "years"];

/** The areas of the site, of the app (state of 2026) and of the API that show lists; at the host nothing else is one. */
const AREAS: Record<string, Route> = {
  users: ofUser,
  user: ofUser,
  me: (rest, query) => ofUser(["me", ...rest], query),
  // the app's pages of whoever is logged in
  watchlist: (rest, query) => ofUser(["me", "watchlist", ...rest], query),
  history: (rest, query) => ofUser(["me", "history", ...rest], query),
  profile: ([user = "", page = "", ...rest], query) =>
    /^(favorites|history)$/.test(page) && rest.length === 0 ? ofUser([user, page], query) : undefined,
  lists,
  official: ([slug = ""], query) => official(slug, query),
  officiallist: ([slug = ""], query) => official(slug, query),
  smart: ([slug = ""], query) => smart(slug, query),
  "smart-lists": ([slug = "", items = "", type = ""], query) => {
    const only = traktType(type);
    if (only) query.set("display", only);
    return items === "" || items === "items" ? smart(slug, query) : undefined;
  },
  movies: (rest, query) => ofType("movies", rest, query),
  movie: (rest, query) => ofType("movies", rest, query),
  shows: (rest, query) => ofType("shows", rest, query),
  show: (rest, query) => ofType("shows", rest, query),
  discover: chartOfMode,
  media: chartOfMode,
  recommendations: ([type = ""]) => traktChart(traktType(type) ?? "movies", "recommended", undefined, ""),
};

/** {@link AREAS} by name. */
export const ROUTES: ReadonlyMap<string, Route> = new Map(Object.entries(AREAS));

function ofUser(rest: string[], query: URLSearchParams): TraktList {
  return noting(traktUserList(rest, viewOf(query)), query, VIEW_PARAMETERS, "list");
}

function lists([first = "", second = "", third = "", fourth = ""]: string[], query: URLSearchParams) {
  if (first === "official") return official(second, query);
  if (first === "smart") return second === "view" && fourth === "" ? smart(third, query) : undefined;
  if (/^\d+$/.test(first) && (second === "" || second === "items"))
    return noting(traktListWithoutOwner(first, viewOf(query)), query, VIEW_PARAMETERS, "list");
  return undefined;
}

const official = (slug: string, query: URLSearchParams): TraktList | undefined =>
  slug === ""
    ? undefined
    : noting(traktListWithoutOwner(slug, viewOf(query), true), query, VIEW_PARAMETERS, "list");

const smart = (slug: string, query: URLSearchParams): TraktList | undefined =>
  /^[\w-]+$/.test(slug)
    ? noting(traktSmartList(slug, viewOf(query).display), query, ["mode", "display", "type"], "list")
    : undefined;

/** Pages below a title that list other things than it. */
const OTHERS = /^(related|lists|people|watchers|stats)$/;

/** Pages below `movies` and `shows` that are neither a chart nor a title. */
const NO_TITLE = /^(library|releases|updates|search|hidden|premieres|calendar)$/;

function ofType(
  type: "movies" | "shows",
  [name = "", part = "", number = ""]: string[],
  query: URLSearchParams,
) {
  const chart = traktChart(type, name, part || undefined, filtersOf(query));
  if (chart) return noting(chart, query, [...FILTERS, "mode"], "chart");
  if (name === "" || NO_TITLE.test(name) || OTHERS.test(part)) return undefined;
  const drawer = query.get("season") ?? "";
  return title(type, name, part === "seasons" || part === "season" ? number : drawer);
}

function title(type: "movies" | "shows", slug: string, number: string): TraktList {
  const place = `${type}/${encodeURIComponent(slug)}`;
  const season = type === "shows" && /^\d+$/.test(number) ? Number(number) : undefined;
  const id = season === undefined ? `${type}/${slug}` : `${type}/${slug}/seasons/${season}`;
  const kind = type === "movies" ? "movie" : "show";
  const label = `${kind} "${slug}"${season === undefined ? "" : `, season ${season}`}`;
  return traktList(kind, id, label, id, {
    paths: [place],
    type: kind,
    ...(season === undefined ? {} : { season }),
  });
}

/** The app's charts: `mode` says of what, and without it (or with `media`) they show movies and shows. */
function chartOfMode([name = "", more = ""]: string[], query: URLSearchParams): TraktList | undefined {
  if (!/^(trending|popular|anticipated|recommended)$/.test(name) || more !== "") return undefined;
  const type = traktType(query.get("mode") ?? "");
  const filters = filtersOf(query);
  const chart = type ? traktChart(type, name, undefined, filters) : mixedChart(name, filters);
  return chart && noting(chart, query, [...FILTERS, "mode"], "chart");
}

function filtersOf(query: URLSearchParams): string {
  const kept = FILTERS.flatMap((name) => {
    const value = query.get(name)?.trim();
    return value ? [`${name}=${encodeURIComponent(value)}`] : [];
  });
  return kept.join("&");
}

function noting(list: TraktList, query: URLSearchParams, heeded: string[], what: string): TraktList {
  const warnings = ignoredParameters(query, [...heeded, "season", "episode", "extended"], what);
  return warnings.length === 0 ? list : { ...list, warnings };
}

/** What stands at pages that people copy and that are no list. */
const PAGES: Record<string, string> = {
  people: "a person",
  calendar: "a calendar",
  calendars: "a calendar",
  settings: "your settings",
  search: "a search",
  comments: "a comment",
  profile: "a person's profile",
  discover: "several charts",
};

/** @throws ListError `bad-input` for a page of Trakt that is no list */
export function refusePage([area = "", ...rest]: string[]): never {
  const shown = Object.hasOwn(PAGES, area.toLowerCase()) ? PAGES[area.toLowerCase()] : undefined;
  if (area === "lists" && rest[0] === "smart")
    throw new ListError(
      "bad-input",
      "This page of Trakt makes or changes a smart list. Open the list itself and paste its address (app.trakt.tv/lists/smart/view/…).",
    );
  throw new ListError(
    "bad-input",
    `This Trakt page ${shown ? `shows ${shown}` : "is not a list"}${shown ? ", not a list" : ""}. Paste the address of a list, a watchlist, a chart or a title.`,
  );
}
