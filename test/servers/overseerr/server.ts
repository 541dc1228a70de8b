/**
 * A server that behaves like Overseerr 1.34.0, Jellyseerr 2.7.3 or Seerr 3.1.0, as recorded from the real ones, over
 * real HTTP on 127.0.0.1.
 *
 *     const server = await startOverseerr({ product: "Overseerr" });
 *     server.url, server.apiKey                          // for the client
 *     server.addMedia({ mediaType: "movie", tmdbId: 603, status: 5 });      // found by a library scan
 *     server.addRequest({ mediaType: "tv", tmdbId: 1396, seasons: [1], status: 1, userId: 2 });
 *     server.block("movie", 550);                        // on the blocklist
 *     server.decline(requestId); server.available("tv", 1396, { seasons: [1] });
 *     server.fault("POST /request", { status: 503, times: 2, headers: { "retry-after": "1" } });
 *     server.fault("POST /request", { reset: true, afterEffect: true });    // took effect, answer lost
 *     server.fault("GET /media", { html: true });        // a proxy's 502 page
 *     server.fault("*", { delayMs: 50, times: Infinity });
 *     server.tmdb.mode = "failing";                      // titles look "not found", imdb:/tvdb: say 500
 *     server.settings.csrf = true;                       // POST refused; also enableSpecialEpisodes, movie4kEnabled …
 *     server.latency["GET /search"] = 20;                // milliseconds per route, "*" for the others
 *     server.calls                                       // { "GET /media": 3, "GET /search": 12, "POST /request": 700 }
 *     server.log, server.maxParallel, server.requests, server.media, server.resetCalls()
 *     await server.close();                              // ends hanging connections too
 *
 * Calls that end a real server's process end this one (see ProcessEnd): it cuts every connection and refuses new ones
 * until `server.restart()`. So that every test proves that it lived, `close` throws when it ended, unless the test has
 * read `server.takeEnds()`, or started it again.
 *
 * Route names are those of the OpenAPI file: `GET /movie/{movieId}`, `GET /tv/{tvId}`, `GET /tv/{tvId}/season/{seasonNumber}`,
 * `GET /request/{requestId}`, `DELETE /request/{requestId}`, `POST /request/{requestId}/{status}`, `GET /user/{userId}/quota`,
 * `GET /service/radarr/{radarrId}` … (routes.ts). Users: 1 admin, 2 friend (may request), 3 quota (2 films, 3 seasons in
 * 7 days), 4 nobody (may nothing), 5 auto (approved at once), 6 manager (manages requests); `server.users` may be changed.
 * Titles: those of ../catalogue (`catalogue` replaces them, `synthetic` adds invented ones from id 900000 on).
 */
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type Catalogue, createCatalogue } from "../catalogue/catalogue.ts";
import { syntheticTitles } from "../catalogue/synthetic.ts";
import { allTitles } from "../catalogue/titles.ts";
import { blockTitle } from "./blocklist.ts";
import { answerConnection } from "./connection.ts";
import { createFaults, type Fault } from "./faults.ts";
import { createJournal, type LoggedCall } from "./journal.ts";
import { type Life, startLife } from "./life.ts";
import { ProcessEnd } from "./process-end.ts";
import { type Product, type ProductName, productOf } from "./product.ts";
import { routesOf } from "./routes.ts";
import type { MediaRow, MediaType, RequestRow, UserRow } from "./rows.ts";
import { type MediaSeed, type RequestSeed, seedMedia, seedRequest } from "./seed.ts";
import { selfSigned } from "./self-signed.ts";
import { createServices, type Services } from "./services.ts";
import { createState, type State } from "./state.ts";
import { approvedByHand, arrived, cleared, declined, deleted } from "./status-changes.ts";
import { createTmdb, type Tmdb } from "./tmdb.ts";
import type { Settings, World } from "./world.ts";

export interface OverseerrServerOptions {
  /** @default "Seerr" */
  product?: ProductName;
  /** @default "test-api-key" */
  apiKey?: string;
  /** Replaces the titles of ../catalogue. */
  catalogue?: Catalogue;
  /** Number of invented titles beside the catalogue's. @default 0 */
  synthetic?: number;
  /** Whether a Radarr and a Sonarr are set up. @default false */
  services?: boolean;
  /** Sub-path under which a proxy shows the server, as `/seerr`. @default "" */
  basePath?: string;
  /** HTTPS with a self-signed certificate. @default false */
  tls?: boolean;
  /** @default any free one */
  port?: number;
  /** Time of the database. @default the clock's */
  now?: () => Date;
}

export interface OverseerrServer {
  /** Address with the sub-path, without `/api/v1` and without a slash at the end. */
  readonly url: string;
  readonly apiKey: string;
  readonly product: Product;
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly tmdb: Tmdb;
  readonly services: Services;
  readonly users: UserRow[];
  /** Plex watchlists by user id. */
  readonly watchlists: State["watchlists"];
  /** Puts a title on a watchlist of the server's own, which makes a media row without a request (not in Overseerr). */
  watch(userId: number, title: { mediaType: MediaType; tmdbId: number; title: string }): void;
  readonly media: readonly MediaRow[];
  readonly requests: readonly RequestRow[];
  readonly latency: Record<string, number>;
  readonly calls: Readonly<Record<string, number>>;
  readonly log: readonly LoggedCall[];
  readonly maxParallel: number;
  resetCalls(): void;
  addMedia(seed: MediaSeed): MediaRow;
  addRequest(seed: RequestSeed): RequestRow;
  block(mediaType: MediaType, tmdbId: number): void;
  /** What somebody does by hand in the server's pages, with what the server makes of it a moment later. */
  approve(requestId: number): void;
  decline(requestId: number): void;
  deleteRequest(requestId: number): void;
  /** "Clear data" on a title's page: its row and its requests are gone. */
  clearData(mediaType: MediaType, tmdbId: number): void;
  /** What a library scan finds: a title, or seasons of a show. */
  available(mediaType: MediaType, tmdbId: number, found?: { seasons?: number[]; is4k?: boolean }): void;
  /** Makes the next calls of a route go wrong. */
  fault(route: string, fault: Fault): void;
  clearFaults(): void;
  stop: Life["stop"];
  restart: Life["restart"];
  takeEnds: Life["takeEnds"];
  /** Stops listening and cuts every connection. @throws Error when it ended by itself and no test took notice */
  close(): Promise<void>;
}

/** Starts a server; nothing of it is kept after `close`. */
export async function startOverseerr(options: OverseerrServerOptions = {}): Promise<OverseerrServer> {
  const world = createWorld(options);
  const { state } = world;
  const journal = createJournal();
  const faults = createFaults();
  const latency: Record<string, number> = {};
  const basePath = (options.basePath ?? "").replace(/\/+$/, "");
  const wiring = {
    end: (by: string) => life.end(by),
    world,
    routes: routesOf(world.product),
    faults,
    journal,
    basePath,
    latency,
  };
  const listener = options.tls ? createTlsServer(selfSigned) : createServer();
  listener.on("request", (request, response) => {
    // one clock tells the time of rows and of answers
    response.setHeader("date", new Date(state.now()).toUTCString());
    answerConnection(request, response, wiring).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return;
      response.writeHead(500, { "content-type": "application/json" });
      response.end(JSON.stringify({ message: error instanceof Error ? error.message : String(error) }));
    });
  });
  const life = await startLife(listener, options.port ?? 0);
  const requestById = (id: number) => {
    const request = state.requests.find((row) => row.id === id);
    if (!request) throw new Error(`The test server has no request ${id}.`);
    return request;
  };

  /** What somebody does in the server's pages may end it as well. */
  const byHand = (work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof ProcessEnd)) throw error;
      life.end(error.message);
    }
  };

  return {
    url: `${options.tls ? "https" : "http"}://127.0.0.1:${life.port}${basePath}`,
    apiKey: world.settings.apiKey,
    product: world.product,
    catalogue: world.catalogue,
    settings: world.settings,
    tmdb: world.tmdb,
    services: world.services,
    users: state.users,
    watchlists: state.watchlists,
    watch(userId, title) {
      state.watchlists.set(userId, [...(state.watchlists.get(userId) ?? []), title]);
      const isKnown = state.mediaOf(title.mediaType, title.tmdbId).length > 0;
      if (world.product.jellyfin && !isKnown) seedMedia(title, world);
    },
    media: state.media,
    requests: state.requests,
    latency,
    get calls() {
      return journal.calls;
    },
    get log() {
      return journal.log;
    },
    get maxParallel() {
      return journal.maxParallel;
    },
    resetCalls: () => journal.reset(),
    addMedia: (seed) => seedMedia(seed, world),
    addRequest: (seed) => seedRequest(seed, world),
    block: (mediaType, tmdbId) => blockTitle(mediaType, tmdbId, "", 1, world),
    approve: (id) => byHand(() => approvedByHand(requestById(id), world)),
    decline: (id) => declined(requestById(id), world),
    deleteRequest: (id) => deleted(requestById(id), world),
    clearData: (mediaType, tmdbId) => cleared(mediaType, tmdbId, world),
    available(mediaType, tmdbId, found = {}) {
      const row = state.mediaOf(mediaType, tmdbId)[0] ?? seedMedia({ mediaType, tmdbId }, world);
      arrived(row, found.is4k ?? false, found.seasons ?? [], world);
    },
    fault: (route, fault) => faults.add(route, fault),
    clearFaults: () => faults.clear(),
    stop: life.stop,
    restart: life.restart,
    takeEnds: life.takeEnds,
    close: life.close,
  };
}

function createWorld(options: OverseerrServerOptions): World {
  const catalogue =
    options.catalogue ?? createCatalogue([...allTitles, ...syntheticTitles(options.synthetic ?? 0)]);
  return {
    product: productOf(options.product ?? "Seerr"),
    state: createState(options.now ?? (() => new Date())),
    catalogue,
    tmdb: createTmdb(catalogue),
    services: createServices(options.services ?? false),
    settings: {
      apiKey: options.apiKey ?? "test-api-key",
      csrf: false,
      enableSpecialEpisodes: false,
      movie4kEnabled: false,
      series4kEnabled: false,
      metadata: { tv: "tmdb", anime: "tmdb" },
      tvdbSeasons: new Map(),
      locale: "en",
      momentMs: 10,
      refusedByService: [],
    },
  };
}
