import { bearerOf, createDeviceLogin, type DeviceLogin } from "../device-login.ts";
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
  /** What belongs to whoever logs in, by paths below `users/me`; `recommendations/movies` too. */
  own?: Record<string, readonly TraktEntry[]>;
}

export const TRAKT_SECRET = "trakt-demo-client-secret";

/** Plays api.trakt.tv as recorded in 2026-05, with the page size of at most 250 that holds since April 2026. */
export async function startTrakt(options: TraktOptions): Promise<ListSite & { login: DeviceLogin }> {
  const login = createDeviceLogin("trakt");
  const site = await startListSite((request) => {
    const { segments, headers } = request;
    // In front of the API stands Cloudflare, which answers programs without a name with a page.
    if (!headers["user-agent"] || /^(node|axios)/.test(headers["user-agent"]))
      return { status: 403, body: "<!DOCTYPE html><title>Attention Required! | Cloudflare</title>" };
    if (headers["trakt-api-key"] !== (options.key ?? "trakt-demo-client-id"))
      return { status: 403, headers: { "x-request-id": "0", "x-runtime": "0.01" }, json: {} };
    if (headers["trakt-api-version"] !== "2") return { status: 412, json: {} };
    if (segments[0] === "oauth") return oauth(request, options, login);
    if (
      segments[0] === "recommendations" ||
      (segments[0] === "users" && /^(me|settings)$/.test(segments[1] ?? ""))
    )
      return login.isValid(bearerOf(headers)) ? own(request, options) : { status: 401, json: {} };
    if (segments[0] === "users" && options.privateUsers?.includes(segments[1] ?? ""))
      return { status: 404, headers: { "x-private-user": "true" }, json: {} };
    return official(request, options) ?? single(request, options) ?? items(request, options);
  });
  return Object.assign(site, { login });
}

/** Device codes and tokens, in the status codes of the documentation (2026-10). */
function oauth(
  { segments, text }: SiteRequest,
  { key = "trakt-demo-client-id" }: TraktOptions,
  login: DeviceLogin,
): SiteAnswer {
  const given = JSON.parse(text) as Record<string, string>;
  if (given.client_id !== key) return { status: 403, json: {} };
  if (segments.join("/") === "oauth/device/code") {
    const { device, user } = login.start();
    return {
      json: {
        device_code: device,
        user_code: user,
        verification_url: "https://trakt.tv/activate",
        expires_in: 600,
        interval: 5,
      },
    };
  }
  if (given.client_secret !== TRAKT_SECRET) return { status: 401, json: { error: "invalid_client" } };
  const tokens =
    given.grant_type === "refresh_token"
      ? login.refresh(given.refresh_token ?? "")
      : login.poll(given.code ?? "");
  if (tokens === undefined) return { status: 400, json: { error: "invalid_grant" } };
  if (typeof tokens === "object")
    return {
      json: {
        access_token: tokens.access,
        refresh_token: tokens.refresh,
        expires_in: 604_800,
        token_type: "bearer",
      },
    };
  return {
    status: { pending: 400, slow: 429, denied: 418, expired: 410, used: 409, unknown: 404 }[tokens],
    body: "",
  };
}

function own(request: SiteRequest, { own: lists = {} }: TraktOptions): SiteAnswer {
  const { segments } = request;
  if (segments[1] === "settings") return { json: { user: { username: "sean", vip: true } } };
  if (segments[0] === "recommendations") {
    const titles = (lists[segments.join("/")] ?? []).map((entry) => {
      const row = traktRow(entry, 1) as Record<string, unknown>;
      return row[segments[1] === "movies" ? "movie" : "show"];
    });
    return { json: titles };
  }
  return items(
    { ...request, segments: ["users", ...segments.slice(1)] },
    {
      lists: Object.fromEntries(
        Object.entries(lists).map(([name, entries]) => [`users/me/${name}`, entries]),
      ),
    },
  );
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
