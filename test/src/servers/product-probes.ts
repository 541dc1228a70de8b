import type { OverseerrServer } from "../../servers/overseerr/server.ts";

type Json = Record<string, unknown>;

/** One call, in the words of the recording: `201 request 4 status 1 requestedBy 2`, or status and body. */
export type Probe = (server: OverseerrServer) => Promise<unknown>;

async function call(server: OverseerrServer, method: string, path: string, body?: unknown, user?: string) {
  const headers: Record<string, string> = { "x-api-key": server.apiKey };
  if (user !== undefined) headers["x-api-user"] = user;
  if (body !== undefined) headers["content-type"] = "application/json";
  const init = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) };
  const response = await fetch(`${server.url}/api/v1${path}`, init);
  const text = await response.text();
  return { status: response.status, text, json: (text ? JSON.parse(text) : {}) as Json };
}

export const post =
  (body: Json, user?: string): Probe =>
  async (server) => {
    const { status, text, json } = await call(server, "POST", "/request", body, user);
    if (status !== 201) return `${status} ${text}`;
    const seasons = (json.seasons as { seasonNumber: number }[] | undefined)?.map((one) => one.seasonNumber);
    const { id } = json.requestedBy as { id: number };
    const said = seasons?.length ? ` seasons [${seasons.sort((a, b) => a - b)}]` : "";
    return `201 request ${json.id} status ${json.status}${said} requestedBy ${id}`;
  };
export const movie = (mediaId: number, rest: Json = { is4k: false }) => ({
  mediaType: "movie",
  mediaId,
  ...rest,
});
export const tv = (mediaId: number, rest: Json) => ({ mediaType: "tv", mediaId, is4k: false, ...rest });

const get =
  (path: string, show: (json: Json, status: number, text: string) => unknown): Probe =>
  async (server) => {
    const { json, status, text } = await call(server, "GET", path);
    return show(json, status, text);
  };
const block =
  (path: string): Probe =>
  async (server) => {
    const body = { tmdbId: 1417, mediaType: "movie", title: "Pan's Labyrinth", user: 1 };
    const { status, text } = await call(server, "POST", path, body);
    return status === 201
      ? "201 request undefined status undefined requestedBy undefined"
      : `${status} ${text}`;
  };
const plain = (_json: Json, status: number, text: string) => `${status} ${text}`;
const keys = (json: unknown) =>
  Object.keys(json as Json)
    .sort()
    .join(" ");
const rows = (json: Json) => json.results as Json[];
const first = (json: Json) => (rows(json)[0] ?? {}) as Json;
const counted = (json: Json, status: number, text: string) =>
  json.pageInfo ? `${status} (${(json.pageInfo as Json).results})` : `${status} ${text}`;
const found = (json: Json) => rows(json).map((row) => `${row.mediaType} ${row.id}`);

/** The recorded probes of cross-product.json in their order: each stands on what the ones before it did. */
export const PROBES: Record<string, Probe> = {
  version: get("/status", (json) => json),
  "no key": async (server) => {
    const response = await fetch(`${server.url}/api/v1/auth/me`);
    return `${response.status} ${await response.text()}`;
  },
  "bad key": async (server) => {
    const response = await fetch(`${server.url}/api/v1/auth/me`, { headers: { "x-api-key": "wrong" } });
    return `${response.status} ${await response.text()}`;
  },
  "X-API-User 99": async (server) => {
    const { status, text } = await call(server, "GET", "/auth/me", undefined, "99");
    return `${status} ${text}`;
  },
  "search raw colon": get("/search?query=imdb:tt0111161", plain),
  "search imdb%3A": get("/search?query=imdb%3Att0111161", found),
  "search tmdb%3A1396": get("/search?query=tmdb%3A1396", found),
  "search Dune year%3A1984": get("/search?query=Dune%20year%3A1984", found),
  "movie unknown": get("/movie/99999999", plain),
  "settings/main as user 2": async (server) => {
    const { status, text } = await call(server, "GET", "/settings/main", undefined, "2");
    return `${status} ${text}`;
  },
  "settings/public keys": get("/settings/public", keys),
  "POST /request movie 278": post(movie(278)),
  "POST /request movie 278 again": post(movie(278)),
  "POST /request movie 550 without is4k": post(movie(550, {})),
  "POST /request movie 550 without is4k again": post(movie(550, {})),
  "POST /request movie 603 as user 2": post(movie(603), "2"),
  "POST /request movie 680 userId 2 by admin": post(movie(680, { is4k: false, userId: 2 })),
  "POST /request movie as user 4 (no permission)": post(movie(27205), "4"),
  "POST /request movie 13 as user 3 (quota 2)": post(movie(13), "3"),
  "POST /request movie 238 as user 3 (quota 2)": post(movie(238), "3"),
  "POST /request movie 240 as user 3 (quota 2)": post(movie(240), "3"),
  "POST /request movie 27205 4k": post(movie(27205, { is4k: true })),
  "POST /request movie unknown id": post(movie(99999999)),
  "POST /request tv 1396 [1,2]": post(tv(1396, { seasons: [1, 2] })),
  "POST /request tv 1396 all": post(tv(1396, { seasons: "all" })),
  "POST /request tv 1396 all again": post(tv(1396, { seasons: "all" })),
  "POST /request tv 1399 [0]": post(tv(1399, { seasons: [0] })),
  "POST /request tv 1399 without seasons": post(tv(1399, {})),
  "POST /request tv 1399 []": post(tv(1399, { seasons: [] })),
  "search mediaInfo keys": get("/search?query=imdb%3Att0111161", (json) => keys(first(json).mediaInfo)),
  "/media row keys": get("/media?take=1", (json) => keys(first(json))),
  "/request keys": get("/request", keys),
  "/request row keys": get("/request?take=1", (json) => keys(first(json))),
  "/request?mediaType=tv": get("/request?mediaType=tv", counted),
  "/request?filter=completed": get("/request?filter=completed", counted),
  "/request?filter=deleted": get("/request?filter=deleted", counted),
  "/request?filter=failed": get("/request?filter=failed", counted),
  "/request?filter=available": get("/request?filter=available", counted),
  "/request?requestedBy=2": get("/request?requestedBy=2", counted),
  "/media?filter=allavailable": get("/media?filter=allavailable", counted),
  "movie 278 set available: media / request status": async (server) => {
    server.available("movie", 278);
    const { json } = await call(server, "GET", "/movie/278");
    const { status, requests } = json.mediaInfo as { status: number; requests: { status: number }[] };
    return `${status} / ${requests[0]?.status}`;
  },
  "POST /request movie 278 after available": post(movie(278)),
  "movie 603 declined: media / request status": async (server) => {
    const { json } = await call(server, "GET", "/movie/603");
    const { requests } = json.mediaInfo as { requests: { id: number }[] };
    await call(server, "POST", `/request/${requests[0]?.id}/decline`);
    const after = (await call(server, "GET", "/movie/603")).json.mediaInfo as {
      status: number;
      requests: { status: number }[];
    };
    return `${after.status} / ${after.requests[0]?.status}`;
  },
  "POST /request movie 603 after decline": post(movie(603)),
  "POST /request movie 603 after decline, 2nd time": post(movie(603)),
  "DELETE request": async (server) => {
    const request = server.requests.find((one) => one.requestedBy === 2 && one.status === 2);
    const { status, text } = await call(server, "DELETE", `/request/${request?.id}`);
    return `${status} ${JSON.stringify(text)}`;
  },
  "movie 680 after request deleted: media": get("/movie/680", (json) => {
    const { status, requests } = json.mediaInfo as { status: number; requests: unknown[] };
    return `status ${status}, requests ${requests.length}`;
  }),
  "POST /blacklist": block("/blacklist"),
  "GET /blacklist": get("/blacklist", (_json, status) => String(status)),
  "GET /blocklist": get("/blocklist", (_json, status) => String(status)),
  "POST /blocklist": block("/blocklist"),
  "POST /request movie 1417 blocked": post(movie(1417)),
  "TMDB 429: title search": async (server) => {
    server.tmdb.mode = "failing";
    return get("/search?query=Alien", plain)(server);
  },
  "TMDB 429: imdb%3A": get("/search?query=imdb%3Att0078748", plain),
  "TMDB 429: tmdb%3A": get("/search?query=tmdb%3A813", plain),
  "POST /request TMDB 429": post(movie(813)),
};
