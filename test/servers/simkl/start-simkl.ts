import { TABLE_PATH, type TableRecord } from "../anime/anime-table.ts";
import type { CatalogueTitle } from "../catalogue/title.ts";
import { bearerOf, createDeviceLogin, type DeviceLogin, oauth2Answer } from "../device-login.ts";
import { type ListSite, type SiteAnswer, type SiteRequest, startListSite } from "../list-site.ts";

export interface SimklOptions {
  /** The person's titles by status. */
  library?: Record<string, readonly CatalogueTitle[]>;
  /** Numbers of anime that have only ids of anime sites, by status: AniList's, which the table knows. */
  anime?: Record<string, readonly number[]>;
  lists?: Record<string, readonly CatalogueTitle[]>;
  /** Whether the person pays. @default true */
  premium?: boolean;
  trending?: readonly CatalogueTitle[];
  table?: TableRecord[];
  /** When the library last moved. @default "2026-03-01T00:00:00Z" */
  moved?: () => string;
}

export const SIMKL_CLIENT_ID = "simkl-demo-client-id";

/** Plays api.simkl.com and data.simkl.in: the library as recorded in 2020, everything of 2026 in documented shapes. */
export async function startSimkl(options: SimklOptions = {}): Promise<ListSite & { login: DeviceLogin }> {
  const login = createDeviceLogin("simkl");
  const site = await startListSite((request) => {
    const { segments, query, text } = request;
    const path = segments.join("/");
    if (path === TABLE_PATH) return { json: options.table ?? [] };
    // without a client id its files are given too, but every program has to say who it is
    if (segments[0] === "discover")
      return query.get("app-name") ? trendingFile(segments.slice(1), options) : { status: 403, body: "" };
    if (path === "oauth2/device" || path === "oauth2/token")
      return oauth2(path, new URLSearchParams(text), login);
    if (query.get("client_id") !== SIMKL_CLIENT_ID)
      return { status: 412, json: { error: "client_id_failed", code: 412, message: "Client ID failed" } };
    if (!query.get("app-name") || !query.get("app-version"))
      return { status: 400, json: { error: "app_name_missing" } };
    if (path === "movies/trending") return { json: [] };
    if (!login.isValid(bearerOf(request.headers)))
      return { status: 401, json: { error: "user_token_failed", code: 401, message: "User token failed" } };
    return answer(path, request, options);
  });
  return Object.assign(site, { login });
}

function oauth2(path: string, form: URLSearchParams, login: DeviceLogin): SiteAnswer {
  if (form.get("client_id") !== SIMKL_CLIENT_ID) return { status: 401, json: { error: "invalid_client" } };
  if (path === "oauth2/token") return oauth2Answer(login, form);
  const { device, user } = login.start();
  return {
    json: {
      device_code: device,
      user_code: user,
      verification_uri: "https://simkl.com/pin",
      verification_uri_complete: `https://simkl.com/pin/${user}`,
      expires_in: 900,
      interval: 5,
    },
  };
}

function answer(path: string, { query }: SiteRequest, options: SimklOptions): SiteAnswer {
  const {
    library = {},
    anime = {},
    lists = {},
    premium = true,
    moved = () => "2026-03-01T00:00:00Z",
  } = options;
  if (path === "users/settings") return { json: { user: { name: "anna" } } };
  if (path === "sync/activities") {
    const all = moved();
    return { json: { all, tv_shows: { all }, movies: { all }, anime: { all } } };
  }
  const [, type, status = ""] = /^sync\/all-items\/(\w+)\/(\w+)$/.exec(path) ?? [];
  if (type) {
    const titles = library[status] ?? [];
    const of = (mediaType: string) => titles.filter((title) => title.mediaType === mediaType);
    const groups = {
      ...((type === "all" || type === "shows") && {
        shows: of("tv").map((title) => ({ status, show: rowOf(title) })),
      }),
      ...((type === "all" || type === "movies") && {
        movies: of("movie").map((title) => ({ status, movie: rowOf(title) })),
      }),
      ...((type === "all" || type === "anime") && { anime: (anime[status] ?? []).map(animeRow) }),
    };
    // groups without titles are left out, and nothing at all is null
    const filled = Object.entries(groups).filter(([, rows]) => rows.length > 0);
    return { json: filled.length > 0 ? Object.fromEntries(filled) : null };
  }
  const list = /^lists\/(\d+)$/.exec(path)?.[1];
  if (!list) return { status: 404, json: { error: "url_failed" } };
  if (!premium)
    return { json: { error: "premium_only", message: "Custom list items are available to PRO and VIP." } };
  const all = lists[list];
  if (!all) return { status: 404, json: { error: "id_err" } };
  const [size, page] = [Number(query.get("limit")), Number(query.get("page"))];
  return {
    json: {
      id: Number(list),
      name: `List ${list}`,
      pagination: {
        page,
        limit: size,
        total_items: all.length,
        total_pages: Math.max(1, Math.ceil(all.length / size)),
      },
      items: all.slice((page - 1) * size, page * size).map((title) => {
        const { ids, ...row } = rowOf(title);
        const { simkl, ...others } = ids;
        return { ...row, type: title.mediaType, ids: { ...others, simkl_id: simkl } };
      }),
    },
  };
}

function rowOf(title: CatalogueTitle) {
  return {
    title: title.title,
    year: title.year,
    ids: {
      simkl: title.tmdbId + 1,
      tmdb: String(title.tmdbId),
      ...(title.imdbId && { imdb: title.imdbId }),
      ...(title.mediaType === "tv" && title.tvdbId && { tvdb: String(title.tvdbId) }),
    },
  };
}

const animeRow = (anilist: number) => ({
  status: "plantowatch",
  anime_type: "tv",
  show: { title: `Anime ${anilist}`, year: 2020, ids: { simkl: 50_000 + anilist, anilist: String(anilist) } },
});

function trendingFile(path: string[], { trending = [] }: SimklOptions): SiteAnswer {
  const [, size = ""] = /_(100|500)\.json$/.exec(path.at(-1) ?? "") ?? [];
  if (!size || (path[0] !== "trending" && path[0] !== "dvd"))
    return { status: 404, body: "<html>404</html>" };
  const of = (type: string) =>
    trending
      .filter(({ mediaType }) => mediaType === type)
      .slice(0, Number(size))
      .map((title) => {
        const { year: _, ...row } = rowOf(title);
        return { ...row, release_date: `07/01/${title.year}` };
      });
  if (path.length === 3) return { json: of(path[1] === "tv" ? "tv" : "movie") };
  return {
    headers: { etag: 'W/"1"' },
    json: path[0] === "dvd" ? of("movie") : { movies: of("movie"), tv: of("tv"), anime: [] },
  };
}
