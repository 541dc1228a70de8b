import assert from "node:assert/strict";
import type { ApiCall } from "../../../../src/overseerr/connection/api-call.ts";
import { createClient } from "../../../../src/overseerr/connection/client.ts";
import { DEADLY_CALLS } from "../../../../src/overseerr/connection/deadly-calls.ts";
import type { ProductName } from "../../../servers/overseerr/product.ts";
import { type OverseerrServer, startOverseerr } from "../../../servers/overseerr/server.ts";
import { rawRequest } from "../../../support/raw-request.ts";
import { PRODUCTS } from "../../../support/request-runs.ts";

/** The show of the catalogue that TVDB does not know. */
const NOWHERE = 890_009;

/** A call, what makes the server one that ends on it, and on which products it does. */
interface Row {
  name: string;
  call: ApiCall & { user?: string };
  given?: (server: OverseerrServer) => void;
  ends: readonly ProductName[];
}

const show = { mediaType: "tv", mediaId: NOWHERE, is4k: false, seasons: [1] };
const failing = (server: OverseerrServer) => void server.services.down.add("radarr");

/** Its profiles were read within the hour. */
const failingNow = (server: OverseerrServer) => {
  server.services.kept.add("radarr");
  failing(server);
};

const radarr = { hostname: "127.0.0.1", port: 7878, apiKey: "radarr-api-key", useSsl: false, baseUrl: "" };

const ROWS: Row[] = [
  {
    name: "a show without a TVDB id",
    call: { method: "POST", path: "/request", json: show },
    ends: ["Overseerr", "Jellyseerr"],
  },
  {
    name: "the choices of a Radarr that fails",
    call: { path: "/service/radarr/0" },
    given: failing,
    ends: PRODUCTS,
  },
  {
    name: "the list of requests while a Radarr or Sonarr fails",
    call: { path: "/request?take=10" },
    given: failingNow,
    ends: ["Jellyseerr", "Seerr"],
  },
  {
    name: "the test of a Radarr or Sonarr that it has read before",
    call: { method: "POST", path: "/settings/radarr/test", json: radarr },
    given: failingNow,
    ends: PRODUCTS,
  },
  {
    name: "the watchlist of a user that it does not know",
    call: { path: "/user/99/watchlist?page=1" },
    ends: PRODUCTS,
  },
  {
    name: "a user to act as that is not a number",
    call: { path: "/auth/me", asUser: Number.NaN, user: "abc" },
    ends: PRODUCTS,
  },
];

describe("calls that end a server", () => {
  let server: OverseerrServer;
  const started = async (product: ProductName) => {
    server = await startOverseerr({ product, services: true });
    return server;
  };
  const start = async (product: ProductName, given?: Row["given"]) => {
    const { url, apiKey } = await started(product);
    given?.(server);
    return createClient({ url, apiKey, retries: 0, timeoutMs: 2000 });
  };
  afterEach(() => server.close());

  it("are all in the table", async () => {
    await start("Seerr");
    assert.deepEqual(DEADLY_CALLS.map(({ name }) => name).sort(), ROWS.map(({ name }) => name).sort());
  });

  for (const product of PRODUCTS)
    for (const { name, call, given, ends } of ROWS) {
      const isDeadly = ends.includes(product);
      it(`${product}: ${name} ${isDeadly ? "ends it, and is not called by the client" : "harms nobody"}`, async () => {
        const client = await start(product, given);
        const made = await client.call(call).then(
          () => true,
          () => false,
        );
        assert.equal(made, !isDeadly);
        assert.deepEqual(server.takeEnds(), []);
        const raw = () =>
          rawRequest(server.url, {
            method: call.method ?? "GET",
            path: `/api/v1${call.path}`,
            headers: {
              "x-api-key": server.apiKey,
              ...(call.user !== undefined && { "x-api-user": call.user }),
              ...(call.json !== undefined && { "content-type": "application/json" }),
            },
            body: call.json === undefined ? undefined : JSON.stringify(call.json),
          });
        await raw().catch(() => undefined);
        assert.equal(server.takeEnds().length, isDeadly ? 1 : 0);
        if (!isDeadly) return;
        await assert.rejects(raw(), { code: "ECONNREFUSED" });
        await server.restart();
        assert.equal((await client.call({ path: "/auth/me" })).status, 200);
        assert.equal(server.requests.length, 0);
        client.close();
      });
    }

  for (const path of [
    "/user/99/watchlist",
    "/user/99/WATCHLIST/",
    "/user/99/watchlist?page=7",
    "/user/1/../99/watchlist",
  ])
    it(`are recognised in any spelling: ${path}`, async () => {
      const client = await start("Seerr");
      await assert.rejects(client.call({ path }), { httpStatus: 404 });
      assert.deepEqual(server.takeEnds(), []);
      client.close();
    });

  for (const name of ["X-API-User", "x-api-user"]) {
    it(`are not made by an extra header of the server's node: ${name}`, async () => {
      const { url, apiKey } = await started("Seerr");
      for (const value of ["admin", "2,3", "", "0", "1e1", " "])
        assert.throws(() => createClient({ url, apiKey, headers: { [name]: value } }), { code: "bad-input" });
    });

    it(`are not made by that header and a user to act as together: ${name}`, async () => {
      const { url, apiKey } = await started("Seerr");
      const client = createClient({ url, apiKey, headers: { [name]: "3" }, retries: 0 });
      const me = async (asUser?: number) => Object(await client.call({ path: "/auth/me", asUser })).body.id;
      assert.deepEqual([await me(), await me(2)], [3, 2]);
      client.close();
    });
  }

  it("are asked about once for all pages of a user's watchlist", async () => {
    const client = await start("Seerr");
    for (const page of [1, 2, 3]) await client.call({ path: `/user/2/watchlist?page=${page}` });
    assert.equal(server.calls["GET /user/{userId}"], 1);
    await client.call({ path: "/user/2/watchlist?page=1" });
    assert.equal(server.calls["GET /user/{userId}"], 2);
    client.close();
  });

  it("are not asked about a show whose TVDB id a look has shown", async () => {
    const client = await start("Jellyseerr");
    await client.call({ path: "/tv/1396" });
    server.resetCalls();
    await client.call({ method: "POST", path: "/request", json: { ...show, mediaId: 1396 } });
    assert.deepEqual(server.calls, { "POST /request": 1 });
    client.close();
  });

  it("are found out by a look at a show that nobody has looked at", async () => {
    const client = await start("Overseerr");
    await client.call({ method: "POST", path: "/request", json: { ...show, mediaId: 1396 } });
    assert.deepEqual([server.requests.length, server.calls["GET /tv/{tvId}"]], [1, 1]);
    client.close();
  });

  it("are not made when it cannot be found out whether they are", async () => {
    const client = await start("Overseerr");
    server.tmdb.mode = "failing";
    await assert.rejects(client.call({ method: "POST", path: "/request", json: show }), { httpStatus: 500 });
    assert.equal(server.calls["POST /request"], undefined);
    client.close();
  });

  it("are asked about once where the call itself is made once", async () => {
    const { url, apiKey } = await started("Overseerr");
    const client = createClient({ url, apiKey, retries: 3, backoffMs: 1 });
    server.fault("GET /tv/{tvId}", { status: 503, times: 9 });
    const call = { method: "POST", path: "/request", json: show, retry: false } as const;
    await assert.rejects(client.call(call), { httpStatus: 503 });
    assert.equal(server.calls["GET /tv/{tvId}"], 1);
    client.close();
  });

  it("depend on the Sonarr that is chosen, and are asked about anew in the next run", async () => {
    const client = await start("Jellyseerr");
    const [sonarr] = server.services.sonarr;
    assert.ok(sonarr);
    sonarr.isDefault = false;
    const request = (json: object) => client.call({ method: "POST", path: "/request", json });
    assert.equal((await request(show)).status, 201);
    await assert.rejects(request({ ...show, serverId: sonarr.id }), { code: "server-dropped" });
    sonarr.isDefault = true;
    await client.call({ path: "/media?take=1" });
    await assert.rejects(request(show), { code: "server-dropped" });
    client.close();
  });

  it("include the approval of a show without a TVDB id in Jellyseerr, and lose its request in Overseerr", async () => {
    for (const product of ["Jellyseerr", "Overseerr"] as const) {
      await start(product);
      const { id } = server.addRequest({ mediaType: "tv", tmdbId: NOWHERE, seasons: [1], status: 1 });
      server.approve(id);
      assert.equal(server.takeEnds().length, product === "Jellyseerr" ? 1 : 0);
      assert.equal(server.requests.length, 0);
      await server.close();
    }
  });

  it("make a test fail that made one and did not say so", async () => {
    await start("Seerr");
    const path = "/api/v1/user/99/watchlist";
    await rawRequest(server.url, { method: "GET", path, headers: { "x-api-key": server.apiKey } }).catch(
      () => undefined,
    );
    await assert.rejects(server.close(), /ended as a real one would: the watchlist of an unknown user/);
  });
});
