import type { MediaType } from "../../items/item.ts";
import { ignoredParameters } from "../entries/ignored-parameters.ts";
import { siteAddress } from "../entries/site-address.ts";
import { ListError } from "../list-error.ts";
import type { ParsedTmdbList } from "./tmdb-list.ts";
import { CHARTS, type TmdbList } from "./tmdb-list.ts";

const isType = (text: string | undefined): text is MediaType => text === "movie" || text === "tv";
const plural = (type: MediaType): string => (type === "movie" ? "movies" : "shows");

/**
 * Understands the site's addresses, `tmdb:` followed by their path, `trending/movie/week`, and the bare id of a list.
 *
 * @throws ListError `bad-input` for pages of TMDB that show no titles
 */
export function parseTmdb(pasted: string): ParsedTmdbList | undefined {
  const input = pasted.trim();
  if (/^(\d{1,9}|[0-9a-f]{24})$/i.test(input)) return listOf(input);
  if (/^trending\/(all|movie|tv)\/(day|week)$/i.test(input)) return fromPath(input, new URLSearchParams());
  const address = siteAddress(input, "themoviedb.org");
  // an answer of the API is JSON, as an own list may be
  if (address?.host === "api.themoviedb.org") return undefined;
  if (address) return noting(fromPath(address.parts.join("/"), address.query), address.query);
  const path = /^tmdb:(\/?[a-z].*)$/i.exec(input)?.[1];
  if (path === undefined) return undefined;
  const [route = "", query = ""] = path.replace(/#.*$/, "").split("?");
  return noting(fromPath(route, new URLSearchParams(query)), new URLSearchParams(query));
}

/** Only a search has conditions. */
function noting(list: ParsedTmdbList, query: URLSearchParams): ParsedTmdbList {
  const warnings =
    list.kind === "discover" ? [] : ignoredParameters(query, [], list.kind === "chart" ? "chart" : "list");
  return warnings.length === 0 ? list : { ...list, warnings };
}

/** What chooses titles: the page of popular ones with such a filter is a search. */
const FILTER =
  /^(with|without|vote|year|region|certification|primary_release|release_date|first_air_date|air_date|sort_by)/;

function fromPath(route: string, query: URLSearchParams): ParsedTmdbList {
  const [area = "", one = "", two = "", three = ""] = route
    .split("/")
    .filter(Boolean)
    .map((part) => part.toLowerCase());
  const id = Number(/^\d+/.exec(one)?.[0] ?? 0);
  switch (area) {
    case "list":
      if (/^(\d+|[0-9a-f]{24})(-|$)/.test(one)) return listOf(one.split("-")[0] ?? "");
      break;
    case "collection":
      if (id) return made(`collection/${id}`, `TMDB collection ${id}`, { collection: id });
      break;
    case "trending": {
      const window = two === "week" ? "week" : "day";
      if (one === "all" || isType(one)) return trending(one, window);
      if (one === "") return trending("all", "day");
      break;
    }
    case "movie":
    case "tv":
      if (one === "" && [...query.keys()].some((name) => FILTER.test(name)))
        return discover(area, filters(query), `TMDB search for ${plural(area)}`);
      return titleOrChart(area, one, id, two === "season" ? Number(three) : undefined);
    case "discover":
      if (isType(one)) return discover(one, filters(query), `TMDB search for ${plural(one)}`);
      break;
    case "keyword":
      if (id) return discover(isType(two) ? two : "movie", `with_keywords=${id}`, `keyword ${id}`);
      break;
    case "company":
      if (id) return discover(isType(two) ? two : "movie", `with_companies=${id}`, `company ${id}`);
      break;
    case "network":
      if (id) return discover("tv", `with_networks=${id}`, `network ${id}`);
      break;
    case "person":
      if (id) return discover("movie", `with_people=${id}`, `person ${id}`);
      break;
    case "u":
      return shelf(two, three);
    case "account":
      return shelf(one, two);
  }
  throw new ListError(
    "bad-input",
    "That TMDB page is not a list of titles. Paste the address of a list, a collection, a chart, a search, a keyword, a company, a network, a person or a title.",
  );
}

const listOf = (id: string): ParsedTmdbList =>
  made(`list/${id.toLowerCase()}`, `TMDB list ${id}`, { list: id.toLowerCase() });

function trending(type: "all" | MediaType, window: "day" | "week"): ParsedTmdbList {
  const what = type === "all" ? "titles" : plural(type);
  return made(`trending/${type}/${window}`, `TMDB trending ${what} of the ${window}`, {
    trending: { type, window },
  });
}

function titleOrChart(type: MediaType, name: string, id: number, season?: number): ParsedTmdbList {
  const chart = Object.hasOwn(CHARTS[type], name) ? CHARTS[type][name] : undefined;
  if (chart) {
    const words = chart.replaceAll("_", " ");
    return made(`${type}${name ? `/${name}` : ""}`, `TMDB ${words} ${plural(type)}`, {
      chart: { type, name: chart },
    });
  }
  if (!id) throw new ListError("bad-input", `TMDB has no chart "${name}" of ${plural(type)}.`);
  const seasons = season !== undefined && Number.isInteger(season) && season > 0 ? { season } : {};
  const path = `${type}/${id}${"season" in seasons ? `/season/${season}` : ""}`;
  return made(path, `TMDB ${type} ${id}`, { title: { type, id, ...seasons } });
}

/** In one order, and without what does not choose titles. */
function filters(query: URLSearchParams): string {
  const kept = [...query].filter(
    ([name, value]) => value !== "" && !/^(page|language|api_key|session_id)$/.test(name),
  );
  return new URLSearchParams(kept.sort(([a], [b]) => a.localeCompare(b))).toString();
}

function discover(type: MediaType, query: string, what: string): ParsedTmdbList {
  const label = what.startsWith("TMDB") ? what : `TMDB ${plural(type)} of ${what}`;
  return made(`discover/${type}${query ? `?${query}` : ""}`, label, { discover: { type, query } });
}

function shelf(name: string, type: string): ParsedTmdbList {
  const word = name === "favourites" ? "favorites" : name;
  if (word !== "watchlist" && word !== "favorites" && word !== "recommendations")
    throw new ListError(
      "bad-input",
      "For an account, TMDB has its watchlist, favorites and recommendations.",
    );
  const only = isType(type) ? { type } : {};
  return made(`account/${word}${isType(type) ? `/${type}` : ""}`, `TMDB ${word} of the account`, {
    account: { shelf: word, ...only },
  });
}

function made(path: string, label: string, list: TmdbList): ParsedTmdbList {
  const [kind = "list"] = Object.keys(list);
  const url = list.account ? {} : { url: `https://www.themoviedb.org/${path}` };
  return { provider: "tmdb", kind, id: `tmdb:${path}`, label, ...url, params: { ...list } };
}
