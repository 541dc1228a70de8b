import { block, listBlocked } from "./blocklist.ts";
import { decideRequest, deleteRequest, retryRequest } from "./change-request.ts";
import { createRequest } from "./create-request.ts";
import { movieDetails, seasonDetails, showDetails } from "./details.ts";
import { collection, discover, trending, upcoming, userWatchlist } from "./discover.ts";
import { listMedia, setMediaStatus } from "./media.ts";
import type { Product } from "./product.ts";
import { userQuota } from "./quota.ts";
import { countRequests, listRequests, oneRequest, userRequests } from "./requests.ts";
import { search } from "./search.ts";
import {
  radarrDetails,
  radarrServers,
  serviceSettings,
  sonarrDetails,
  sonarrServers,
  testService,
} from "./services.ts";
import { mainSettings, metadataSettings, publicSettings, serverStatus } from "./settings.ts";
import { listUsers, me, oneUser } from "./user-routes.ts";
import type { Parameter } from "./validate-query.ts";
import type { Handler } from "./world.ts";

/** One operation of the API, as its OpenAPI file has it. */
export interface Route {
  /** Method and path template: `GET /movie/{movieId}`; also the name under which its calls are counted. */
  name: string;
  handler: Handler;
  query: Record<string, Parameter>;
  /** Parameters of the path that are words instead of numbers, with the words allowed. */
  words: Record<string, string[]>;
  /** Answers without a key. */
  open: boolean;
  /** Its JSON body is checked as that of `POST /request`. */
  checksBody: boolean;
}

const number: Parameter = { type: "number" };
const text: Parameter = { type: "string" };
const oneOf = (...values: string[]): Parameter => ({ type: "string", values });
const page = { take: number, skip: number };

/** Every route of a product. */
export function routesOf(product: Product): Route[] {
  const { knowsCompleted, richRequestList, blockWord } = product;
  const mediaFilters = ["all", "available", "partial", "allavailable", "processing", "pending"];
  const requestFilters = ["all", "approved", "available", "pending", "processing", "unavailable", "failed"];
  const listQuery = {
    ...page,
    filter: oneOf(...requestFilters, ...(knowsCompleted ? ["deleted", "completed"] : [])),
    sort: oneOf("added", "modified"),
    requestedBy: number,
    ...(richRequestList && { sortDirection: oneOf("asc", "desc"), mediaType: oneOf("movie", "tv", "all") }),
  };
  const blockPaths = blockWord === "blocklist" ? ["blocklist", "blacklist"] : blockWord ? [blockWord] : [];
  return [
    route("GET /status", serverStatus, { open: true }),
    route("GET /settings/public", publicSettings, { open: true }),
    route("GET /settings/main", mainSettings),
    ...(product.metadataSettings ? [route("GET /settings/metadatas", metadataSettings)] : []),
    route("GET /settings/radarr", serviceSettings("radarr")),
    route("POST /settings/radarr/test", testService("radarr")),
    route("GET /settings/sonarr", serviceSettings("sonarr")),
    route("POST /settings/sonarr/test", testService("sonarr")),
    route("GET /auth/me", me),
    route("GET /search", search, {
      query: { query: { ...text, required: true }, page: number, language: text },
    }),
    route("GET /movie/{movieId}", movieDetails, { query: { language: text } }),
    route("GET /tv/{tvId}", showDetails, { query: { language: text } }),
    route("GET /tv/{tvId}/season/{seasonNumber}", seasonDetails, { query: { language: text } }),
    ...discoverRoutes(),
    route("GET /media", listMedia, {
      query: {
        ...page,
        filter: oneOf(...mediaFilters, ...(knowsCompleted ? ["deleted"] : [])),
        sort: oneOf("added", "modified", "mediaAdded"),
      },
    }),
    route("POST /media/{mediaId}/{status}", setMediaStatus, {
      words: { status: ["available", "partial", "processing", "pending", "unknown", "deleted"] },
    }),
    route("GET /request/count", countRequests),
    route("GET /request", listRequests, { query: listQuery }),
    route("POST /request", createRequest, { checksBody: true }),
    route("GET /request/{requestId}", oneRequest),
    route("DELETE /request/{requestId}", deleteRequest),
    route("POST /request/{requestId}/retry", retryRequest),
    route("POST /request/{requestId}/{status}", decideRequest, {
      words: { status: ["pending", "approve", "decline"] },
    }),
    route("GET /user", listUsers, {
      query: {
        ...page,
        sort: oneOf("created", "updated", "requests", "displayname"),
        ...(product.jellyfin && { q: text, includeIds: text }),
      },
    }),
    route("GET /user/{userId}", oneUser),
    route("GET /user/{userId}/quota", userQuota),
    route("GET /user/{userId}/requests", userRequests, { query: page }),
    route("GET /service/radarr", radarrServers),
    route("GET /service/radarr/{radarrId}", radarrDetails),
    route("GET /service/sonarr", sonarrServers),
    route("GET /service/sonarr/{sonarrId}", sonarrDetails),
    ...blockPaths.flatMap((path) => [
      route(`GET /${path}`, listBlocked, { query: { ...page, search: text } }),
      route(`POST /${path}`, block),
    ]),
  ];
}

/** Pages of TMDB that the server passes on. */
function discoverRoutes(): Route[] {
  const paged = { page: number, language: text };
  const range = (name: string) => ({ [`${name}Gte`]: text, [`${name}Lte`]: text });
  const filters = {
    ...paged,
    sortBy: text,
    genre: text,
    keywords: text,
    ...range("voteAverage"),
    ...range("voteCount"),
    ...range("withRuntime"),
  };
  const movies = { ...filters, studio: text, ...range("primaryReleaseDate") };
  const shows = { ...filters, network: text, ...range("firstAirDate") };
  return [
    route("GET /discover/movies/upcoming", upcoming("movie"), { query: paged }),
    route("GET /discover/tv/upcoming", upcoming("tv"), { query: paged }),
    route("GET /discover/movies", discover("movie"), { query: movies }),
    route("GET /discover/tv", discover("tv"), { query: shows }),
    route("GET /discover/trending", trending, { query: paged }),
    route("GET /collection/{collectionId}", collection, { query: { language: text } }),
    route("GET /user/{userId}/watchlist", userWatchlist, { query: { page: number } }),
  ];
}

const route = (name: string, handler: Handler, options: Partial<Route> = {}): Route => ({
  name,
  handler,
  query: {},
  words: {},
  open: false,
  checksBody: false,
  ...options,
});

/** The first route whose template fits, with the raw values of its path parameters. */
export function matchRoute(routes: Route[], method: string, path: string) {
  for (const candidate of routes) {
    const [routeMethod, template = ""] = candidate.name.split(" ");
    if (routeMethod !== method) continue;
    const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
    const found = new RegExp(`^${template.replace(/\{\w+\}/g, "([^/]+)")}$`).exec(path);
    if (found)
      return {
        route: candidate,
        raw: Object.fromEntries(names.map((name, i) => [name, found[i + 1] ?? ""])),
      };
  }
  return undefined;
}
