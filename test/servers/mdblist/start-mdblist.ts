import type { CatalogueTitle } from "../catalogue/title.ts";
import { type ListSite, type SiteAnswer, type SiteRequest, startListSite } from "../list-site.ts";
import { mdblistRow } from "./mdblist-row.ts";

export interface MdblistOptions {
  /** Lists by what the API calls them: `user/list`, `12345`, `external/12`, `official/movies/popular`, `watchlist`. */
  lists: Record<string, readonly CatalogueTitle[]>;
  /** Lists that only the key's owner sees, by the same names. */
  privateLists?: string[];
  /** @default "mdblist-demo-key" */
  key?: string;
  /** Most rows on a page of the API. @default 1000 */
  pageSize?: number;
}

/** Plays mdblist.com and api.mdblist.com on one origin: the page's JSON without a key, the API with one. */
export function startMdblist(options: MdblistOptions): Promise<ListSite> {
  return startListSite((request) =>
    request.segments.at(-1) === "json" ? keyless(request, options) : api(request, options),
  );
}

function keyless({ segments, query }: SiteRequest, { lists, privateLists = [] }: MdblistOptions): SiteAnswer {
  const name = segments.slice(1, -1).join("/");
  const titles = lists[name];
  if (segments[0] !== "lists" || !titles) return { status: 404, body: "<!DOCTYPE html><h1>Not found</h1>" };
  // The site does not tell a private list from an empty one, and says so with HTTP 200.
  if (privateLists.includes(name)) return { json: { error: "empty or private list" } };
  const limit = Number(query.get("limit") ?? titles.length);
  return { json: titles.slice(0, limit).map((title, index) => mdblistRow(title, index + 1)) };
}

/** Ids of titles that stand on any of the lists, 200 at once; documented shape, no recording. */
function resolve([source = "", type]: string[], text: string, { lists }: MdblistOptions): SiteAnswer {
  const { ids } = JSON.parse(text) as { ids: (string | number)[] };
  if (ids.length > 200) return { status: 400, json: { error: "Too many ids" } };
  const titles = Object.values(lists).flat();
  const idOf = (title: CatalogueTitle) =>
    source === "tvdb" ? title.mediaType === "tv" && title.tvdbId : title.imdbId;
  const fits = ({ mediaType }: CatalogueTitle) =>
    type === "any" || mediaType === (type === "show" ? "tv" : "movie");
  const rows = ids.flatMap((id) => titles.find((title) => fits(title) && idOf(title) === id) ?? []);
  return {
    json: rows.map((title) => ({
      title: title.title,
      year: title.year,
      mediatype: title.mediaType === "tv" ? "show" : "movie",
      ids: idsOf(title),
    })),
  };
}

function api({ segments, query, method, text }: SiteRequest, options: MdblistOptions): SiteAnswer {
  const { lists, privateLists = [], key = "mdblist-demo-key", pageSize = 1000 } = options;
  if (query.get("apikey") !== key) return { status: 403, json: { error: "Invalid API key!" } };
  if (segments[0] === "user") return { json: { api_requests: 1000, api_requests_count: 22, user_id: 12345 } };
  if (method === "POST") return resolve(segments, text, options);
  const path = segments.slice(0, -1).join("/");
  const name = path.replace(/^external\/lists\//, "external/").replace(/^lists\//, "");
  const titles = lists[name];
  if (segments.at(-1) !== "items" || !titles) return { status: 404, json: { error: "List not found" } };
  if (privateLists.includes(name)) return { status: 403, json: { error: "Access denied" } };
  const start = Number(query.get("cursor")?.replace(/^c/, "") ?? query.get("offset") ?? 0);
  const size = Math.min(pageSize, Number(query.get("limit") ?? 100));
  const more = start + size < titles.length;
  const rows = titles
    .slice(start, start + size)
    .map((title, index) => ({ ...mdblistRow(title, start + index + 1), ids: idsOf(title) }));
  return {
    headers: { "x-has-more": String(more), "x-total-items": String(titles.length) },
    json:
      query.get("unified") === "true"
        ? rows
        : {
            movies: rows.filter(({ mediatype }) => mediatype === "movie"),
            shows: rows.filter(({ mediatype }) => mediatype === "show"),
            pagination: more ? { next_cursor: `c${start + size}` } : {},
          },
  };
}

const idsOf = (title: CatalogueTitle) => ({
  mdblist: `m${title.tmdbId}`,
  imdb: title.imdbId ?? null,
  tmdb: title.tmdbId,
  tvdb: title.mediaType === "tv" ? (title.tvdbId ?? null) : null,
});
