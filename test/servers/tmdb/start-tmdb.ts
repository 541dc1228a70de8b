import type { CatalogueTitle } from "../catalogue/title.ts";
import { type ListSite, type SiteAnswer, type SiteRequest, startListSite } from "../list-site.ts";

export interface TmdbOptions {
  /** Public lists by id. */
  lists?: Record<string, readonly CatalogueTitle[]>;
  /** Lists that only their owner sees. */
  privateLists?: string[];
  collections?: Record<string, readonly CatalogueTitle[]>;
  /** Everything that charts, searches and trending choose from. */
  titles?: readonly CatalogueTitle[];
  /** Shelves of the account's person. */
  watchlist?: readonly CatalogueTitle[];
}

export const TMDB_KEY = "0123456789abcdef0123456789abcdef";
/** A read access token: its claims say whose it is. */
export const TMDB_TOKEN = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ sub: "account-of-anna" })).toString("base64url")}.signature`;
export const TMDB_SESSION = "session-of-anna-0123456789";

const PAGE = 20;

/** Plays api.themoviedb.org, versions 3 and 4, in the shapes recorded until 2026-08: 20 a page, at most 500 pages. */
export function startTmdb(options: TmdbOptions = {}): Promise<ListSite> {
  return startListSite((request) => {
    const { headers, query } = request;
    const token = headers.authorization?.replace("Bearer ", "");
    if (query.get("api_key") !== TMDB_KEY && token !== TMDB_TOKEN)
      return refuse(401, 7, "Invalid API key: You must be granted a valid key.");
    if (Number(query.get("page") ?? 1) > 500)
      return refuse(422, 22, "Invalid page: Pages start at 1 and max at 500.");
    return (
      answer(request, options, token === TMDB_TOKEN) ??
      refuse(404, 34, "The resource you requested could not be found.")
    );
  });
}

const refuse = (status: number, status_code: number, status_message: string): SiteAnswer => ({
  status,
  json: { success: false, status_code, status_message },
});

function answer(request: SiteRequest, options: TmdbOptions, isToken: boolean): SiteAnswer | undefined {
  const [version, area = "", one = "", two = "", three = ""] = request.segments;
  const { query } = request;
  const { lists = {}, privateLists = [], collections = {}, titles = [], watchlist = [] } = options;
  const of = (type: string) => titles.filter(({ mediaType }) => mediaType === type);
  switch (area) {
    case "configuration":
      return { json: { images: {} } };
    case "list": {
      if (privateLists.includes(one))
        return refuse(401, 3, "Authentication failed: You do not have permissions.");
      const all = lists[one];
      if (!all || (version === "4" && !isToken)) return undefined;
      return page(all, query, true, version === "4" ? "results" : "items", { name: `List ${one}` });
    }
    case "collection": {
      const parts = collections[one];
      return (
        parts && {
          json: {
            id: Number(one),
            name: `Collection ${one}`,
            parts: parts.map((title) => rowOf(title, false)),
          },
        }
      );
    }
    case "trending":
      return page(one === "all" ? titles : of(one), query, true, "results", {}, one === "all");
    case "discover":
      return page(of(one), query, false);
    case "account":
      if (version === "3" && one === "")
        return query.get("session_id") === TMDB_SESSION
          ? { json: { id: 548 } }
          : refuse(401, 3, "Authentication failed.");
      if (version === "4" && one !== "account-of-anna") return refuse(401, 3, "Authentication failed.");
      return page(
        watchlist.filter(
          ({ mediaType }) => mediaType === (version === "4" ? two : three === "tv" ? "tv" : "movie"),
        ),
        query,
        false,
      );
    case "movie":
    case "tv": {
      const single = of(area).find(({ tmdbId }) => String(tmdbId) === one);
      if (single) return { json: rowOf(single, false) };
      return /^\d+$/.test(one) ? undefined : page(of(area), query, false);
    }
    default:
      return undefined;
  }
}

function page(
  all: readonly CatalogueTitle[],
  query: URLSearchParams,
  typed: boolean,
  name = "results",
  more: object = {},
  people = false,
): SiteAnswer {
  const number = Number(query.get("page") ?? 1);
  const rows: object[] = all.slice((number - 1) * PAGE, number * PAGE).map((title) => rowOf(title, typed));
  if (people && number === 1) rows[0] = { id: 6384, media_type: "person", name: "Keanu Reeves" };
  return {
    json: {
      ...more,
      page: number,
      [name]: rows,
      total_pages: Math.max(1, Math.ceil(all.length / PAGE)),
      total_results: all.length,
    },
  };
}

const rowOf = (title: CatalogueTitle, typed: boolean) => ({
  id: title.tmdbId,
  ...(typed && { media_type: title.mediaType }),
  vote_average: 7.5,
  ...(title.mediaType === "movie"
    ? { title: title.title, release_date: title.date }
    : { name: title.title, first_air_date: title.date }),
});
