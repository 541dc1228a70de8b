import assert from "node:assert/strict";
import type { ProductName } from "../../servers/overseerr/product.ts";
import {
  type OverseerrServer,
  type OverseerrServerOptions,
  startOverseerr,
} from "../../servers/overseerr/server.ts";
import { poll } from "../../support/poll.ts";
import { PRODUCTS } from "../../support/request-runs.ts";

const FILM = { mediaType: "movie", mediaId: 603, is4k: false };
const SHOW = { mediaType: "tv", mediaId: 1396, seasons: [1], is4k: false };
const APPROVED = 2;
const FAILED = 4;
/** Of media. */
const UNKNOWN = 1;
const PENDING = 2;
/** Who has a quota of two films. */
const LIMITED = "3";

type Json = Record<string, unknown>;

/** What was measured on the real servers and surprises a client. */
describe("the test server, as surprising as the real ones", () => {
  let server: OverseerrServer;
  const start = async (product: ProductName, options: OverseerrServerOptions = {}) => {
    server = await startOverseerr({ product, services: true, ...options });
  };
  afterEach(() => server.close());

  async function call(method: string, path: string, body?: unknown, user?: string) {
    const headers = {
      "x-api-key": server.apiKey,
      ...(user !== undefined && { "x-api-user": user }),
      ...(body !== undefined && { "content-type": "application/json" }),
    };
    const init = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) };
    const response = await fetch(`${server.url}/api/v1${path}`, init);
    const text = await response.text();
    return { status: response.status, json: (text ? JSON.parse(text) : {}) as Json };
  }

  for (const product of PRODUCTS)
    describe(product, () => {
      for (const body of [FILM, SHOW]) {
        const isLate = product === "Jellyseerr" || (product === "Overseerr" && body === FILM);
        it(`tells that Radarr or Sonarr refused a ${body.mediaType} ${isLate ? "after" : "with"} its 201`, async () => {
          await start(product);
          const mediaType = body === FILM ? "movie" : "tv";
          server.settings.refusedByService = [{ mediaType, tmdbId: body.mediaId }];
          const { status, json } = await call("POST", "/request", body);
          assert.deepEqual([status, json.status], [201, isLate ? APPROVED : FAILED]);
          await poll(() => server.requests.find((request) => request.status === FAILED), "the refusal");
        });
      }

      it("makes a row of status unknown, without a request, for a title on its own watchlist", async () => {
        await start(product);
        server.watch(2, { mediaType: "movie", tmdbId: 603, title: "The Matrix" });
        const { json } = await call("GET", "/user/2/watchlist?page=1");
        assert.deepEqual([json.totalResults, server.requests.length], [1, 0]);
        const rows = product === "Overseerr" ? [] : [1];
        assert.deepEqual(
          server.media.map(({ status }) => status),
          rows,
        );
      });

      it("makes one for a show that a scan found unmonitored", async () => {
        await start(product);
        server.addMedia({ mediaType: "tv", tmdbId: 1396, seasons: [{ seasonNumber: 1, status: 1 }] });
        const { json } = await call("GET", "/tv/1396");
        const { status, requests } = json.mediaInfo as { status: number; requests: unknown[] };
        assert.deepEqual([status, requests], [1, []]);
      });

      it("lets a show whose request was declined fall back to unknown, in its time", async () => {
        await start(product);
        server.settings.momentMs = 500;
        const { json } = await call("POST", "/request", SHOW, "2");
        await call("POST", `/request/${json.id}/decline`);
        assert.equal(server.media[0]?.status, product === "Seerr" ? UNKNOWN : PENDING);
        await poll(() => server.media.find(({ status }) => status === UNKNOWN), "the fall");
      });

      it("counts a quota before it writes, so that parallel requests pass", async () => {
        await start(product, { synthetic: 40 });
        const films = server.catalogue.titles.filter(({ tmdbId }) => tmdbId > 9e5).slice(0, 6);
        const movies = films.map(({ mediaType, tmdbId }) => ({ ...FILM, mediaType, mediaId: tmdbId }));
        await Promise.all(
          movies
            .filter(({ mediaType }) => mediaType === "movie")
            .map((body) => call("POST", "/request", body, LIMITED)),
        );
        assert.ok(server.requests.length > 2, `${server.requests.length} requests`);
        assert.equal((await call("POST", "/request", FILM, LIMITED)).status, 403);
      });

      it("passes on what the database says of an unknown user's quota", async () => {
        await start(product);
        const { status, json } = await call("GET", "/user/99/quota");
        assert.equal(status, 404);
        assert.match(String(json.message), /^Could not find any entity of type "User" matching: \{/);
      });

      it("leaves two blanks where the number of an unknown Radarr or Sonarr should be", async () => {
        await start(product);
        for (const [kind, name] of [
          ["radarr", "Radarr"],
          ["sonarr", "Sonarr"],
        ])
          assert.deepEqual(await call("GET", `/service/${kind}/77`), {
            status: 404,
            json: { message: `${name} server with provided ID  does not exist.` },
          });
      });

      it("has users with warnings, and titles on watchlists, unless it is Overseerr", async () => {
        await start(product);
        const { json: user } = await call("GET", "/user/2");
        const { json: film } = await call("GET", "/movie/603");
        const has = ["warnings" in user, "onUserWatchlist" in film];
        assert.deepEqual(has, product === "Overseerr" ? [false, false] : [true, true]);
      });

      it("has no settings of a user who never saved any", async () => {
        await start(product);
        assert.equal((await call("GET", "/auth/me", undefined, "2")).json.settings, null);
        assert.notEqual((await call("GET", "/auth/me")).json.settings, null);
      });

      it("has language profiles and no tags for anime when it is Overseerr", async () => {
        await start(product);
        const { json } = await call("GET", "/service/sonarr/0");
        const isOverseerr = product === "Overseerr";
        assert.equal(Array.isArray(json.languageProfiles), isOverseerr);
        assert.equal("activeAnimeTags" in (json.server as Json), !isOverseerr);
      });

      it("knows the address of a title at Radarr only when Radarr has told its number", async () => {
        await start(product);
        await call("POST", "/request", FILM);
        await poll(() => server.media[0]?.externalServiceId ?? undefined, "Radarr's number");
        const [row] = (await call("GET", "/media")).json.results as Json[];
        assert.equal(typeof row?.serviceUrl, "string");
        const [media] = server.media;
        if (media) media.externalServiceId = null;
        const [without] = (await call("GET", "/media")).json.results as Json[];
        assert.equal(without?.serviceUrl, undefined);
      });
    });
});
