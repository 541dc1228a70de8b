import { type ListSite, type SiteAnswer, type SiteRequest, startListSite } from "../list-site.ts";
import { slugOf, type TraktEntry, traktRow, traktTitle, typeOf } from "./trakt-row.ts";

export interface TraktOptions {
  /**
   * Entries by the path of the site: `users/sean/lists/horror`, `users/sean/watchlist`, `lists/12345`,
   * `movies/trending`, `shows/watched/weekly`. Titles of all of them have their own page.
   */
  lists: Record<string, readonly TraktEntry[]>;
  /** Official lists: number by slug; the entries stand in `lists` under `lists/<number>`. */
  official?: Record<string, number>;
  /** Users who show nothing to strangers. */
  privateUsers?: string[];
  /** @default "trakt-demo-client-id" */
  key?: string;
}

/** Plays api.trakt.tv as recorded in 2026-05, with the page size of at most 250 that holds since April 2026. */
export function startTrakt(options: TraktOptions): Promise<ListSite> {
  return startListSite((request) => {
    const { segments, headers } = request;
    // In front of the API stands Cloudflare, which answers programs without a name with a page.
    if (!headers["user-agent"] || /^(node|axios)/.test(headers["user-agent"]))
      return { status: 403, body: "<!DOCTYPE html><title>Attention Required! | Cloudflare</title>" };
    if (headers["trakt-api-key"] !== (options.key ?? "trakt-demo-client-id"))
      return { status: 403, headers: { "x-request-id": "0", "x-runtime": "0.01" }, json: {} };
    if (headers["trakt-api-version"] !== "2") return { status: 412, json: {} };
    if (segments[0] === "users" && options.privateUsers?.includes(segments[1] ?? ""))
      return { status: 404, headers: { "x-private-user": "true" }, json: {} };
    return official(request, options) ?? single(request, options) ?? items(request, options);
  });
}

function official({ segments }: SiteRequest, { official = {} }: TraktOptions): SiteAnswer | undefined {
  const [area, slug = ""] = segments;
  const number = Object.hasOwn(official, slug) ? official[slug] : undefined;
  if (area !== "lists" || segments.length !== 2 || number === undefined) return undefined;
  return { json: { name: `Official ${slug}`, privacy: "public", user: null, ids: { trakt: number, slug } } };
}

function single({ segments }: SiteRequest, { lists }: TraktOptions): SiteAnswer | undefined {
  const [area, slug] = segments;
  if ((area !== "movies" && area !== "shows") || segments.length !== 2) return undefined;
  const type = area === "movies" ? "movie" : "tv";
  for (const entry of Object.values(lists).flat())
    if ("mediaType" in entry && entry.mediaType === type && slugOf(entry) === slug)
      return { json: traktTitle(entry) };
  return undefined;
}

function items({ segments, query }: SiteRequest, { lists }: TraktOptions): SiteAnswer {
  const path = segments.join("/");
  const name = Object.keys(lists)
    .filter((known) => path === known || path.startsWith(`${known}/`))
    .sort((a, b) => b.length - a.length)[0];
  const all = lists[name ?? ""];
  if (!name || !all) return { status: 404, json: {} };
  const [types = ""] = path
    .slice(name.length + 1)
    .replace(/^items\/?/, "")
    .split("/");
  const wanted =
    types === ""
      ? all
      : all.filter((entry) => types.split(",").some((type) => type.startsWith(typeOf(entry))));
  const size = Math.min(250, Number(query.get("limit") ?? (name.startsWith("users") ? 100 : 10)));
  const page = Number(query.get("page") ?? 1);
  const rows = wanted.slice((page - 1) * size, page * size).map((entry, index) => {
    const rank = (page - 1) * size + index + 1;
    return /^(movies|shows)\//.test(name) ? chartRow(name, entry, rank) : traktRow(entry, rank);
  });
  if (name === "movies/boxoffice") return { json: rows };
  return {
    headers: {
      "x-pagination-page": String(page),
      "x-pagination-limit": String(size),
      // Counts are those of all types, also when the path names one (recorded 2026-05).
      "x-pagination-page-count": String(Math.ceil(all.length / size)),
      "x-pagination-item-count": String(all.length),
      ...(name.startsWith("users") ? { "x-private-user": "false" } : {}),
    },
    json: rows,
  };
}

/** `popular` gives bare titles; every other chart wraps them with its count. */
function chartRow(name: string, entry: TraktEntry, rank: number) {
  const row = traktRow(entry, rank) as Record<string, unknown>;
  const type = name.startsWith("movies") ? "movie" : "show";
  return name.endsWith("/popular") ? row[type] : { watchers: 10_000 - rank, [type]: row[type] };
}
