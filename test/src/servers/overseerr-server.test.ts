import assert from "node:assert/strict";
import { get } from "node:https";
import {
  type OverseerrServer,
  type OverseerrServerOptions,
  startOverseerr,
} from "../../servers/overseerr/server.ts";
import { rawRequest } from "../../support/raw-request.ts";

describe("the test server", () => {
  let server: OverseerrServer;
  const start = async (options: OverseerrServerOptions = {}) => {
    server = await startOverseerr(options);
  };
  afterEach(() => server.close());

  const call = (method: string, path: string, body?: unknown, timeoutMs?: number) =>
    rawRequest(server.url, {
      method,
      path: `${new URL(server.url).pathname.replace(/\/$/, "")}/api/v1${path}`,
      headers: { "x-api-key": server.apiKey, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      timeoutMs,
    });
  const film = { mediaType: "movie", mediaId: 603, is4k: false };
  const show = { mediaType: "tv", mediaId: 1396, seasons: [1], is4k: false };
  const statusOf = async (...args: Parameters<typeof call>) => (await call(...args))?.status;

  it("makes several rows of one film when it is asked for in parallel, as the original does", async () => {
    await start();
    const statuses = await Promise.all([1, 2, 3, 4, 5].map(() => statusOf("POST", "/request", film)));
    assert.ok(statuses.every((status) => status === 201 || status === 409));
    assert.ok(server.media.length > 1, "a race was expected");
  });

  it("stumbles over the TVDB id when a show is asked for in parallel", async () => {
    await start();
    const statuses = await Promise.all([1, 2, 3].map(() => statusOf("POST", "/request", show)));
    assert.ok(statuses.includes(500), String(statuses));
    assert.equal(server.media.length, 1);
  });

  it("takes different films in parallel without trouble", async () => {
    await start({ synthetic: 40 });
    const films = server.catalogue.titles.filter(
      ({ mediaType, tmdbId }) => mediaType === "movie" && tmdbId > 9e5,
    );
    const statuses = await Promise.all(
      films.map(({ tmdbId }) => statusOf("POST", "/request", { ...film, mediaId: tmdbId })),
    );
    assert.deepEqual(new Set(statuses), new Set([201]));
    assert.equal(server.requests.length, films.length);
    assert.ok(server.maxParallel > 1);
  });

  it("fails as often as told, then works", async () => {
    await start();
    server.fault("GET /media", { status: 503, times: 2, headers: { "retry-after": "1" } });
    const first = await call("GET", "/media");
    assert.equal(first?.status, 503);
    assert.equal(first?.headers["retry-after"], "1");
    assert.equal(await statusOf("GET", "/media"), 503);
    assert.equal(await statusOf("GET", "/media"), 200);
    assert.deepEqual(server.calls, { "GET /media": 3 });
  });

  it("shows a proxy's page", async () => {
    await start();
    server.fault("*", { html: true });
    const answer = await call("GET", "/auth/me");
    assert.equal(answer?.status, 502);
    assert.match(String(answer?.headers["content-type"]), /text\/html/);
  });

  it("loses the answer of a request that took effect", async () => {
    await start();
    server.fault("POST /request", { reset: true, afterEffect: true });
    assert.equal(await call("POST", "/request", film).catch(() => undefined), undefined);
    assert.equal(server.requests.length, 1);
    assert.equal(await statusOf("POST", "/request", film), 409);
  });

  it("does nothing when the connection is cut before the work", async () => {
    await start();
    server.fault("POST /request", { reset: true });
    assert.equal(await call("POST", "/request", film).catch(() => undefined), undefined);
    assert.equal(server.requests.length, 0);
  });

  it("hangs until it is closed", async () => {
    await start();
    server.fault("GET /auth/me", { hang: true });
    assert.equal(await call("GET", "/auth/me", undefined, 50), undefined);
  });

  it("aims a fault at some calls only", async () => {
    await start();
    server.fault("POST /request", { status: 500, when: (one) => (one.body as typeof film).mediaId === 550 });
    assert.equal(await statusOf("POST", "/request", film), 201);
    assert.equal(await statusOf("POST", "/request", { ...film, mediaId: 550 }), 500);
  });

  it("logs who called what", async () => {
    await start();
    await call("POST", "/request", film);
    const [logged] = server.log;
    assert.equal(logged?.route, "POST /request");
    assert.equal(logged?.status, 201);
    assert.deepEqual(logged?.body, film);
    server.resetCalls();
    assert.deepEqual(server.calls, {});
  });

  it("keeps a title DELETED while a new request for it waits", async () => {
    await start();
    server.addMedia({ mediaType: "movie", tmdbId: 603, status: 7 });
    const request = server.addRequest({ mediaType: "movie", tmdbId: 603, status: 1, userId: 2 });
    assert.equal(server.media[0]?.status, 7);
    server.approve(request.id);
    assert.equal(server.media[0]?.status, 3);
  });

  it("leaves a row of status UNKNOWN after a request was declined", async () => {
    await start();
    const request = server.addRequest({ mediaType: "movie", tmdbId: 603, status: 1 });
    server.decline(request.id);
    assert.equal(server.media[0]?.status, 1);
    assert.equal(request.status, 3);
  });

  it("answers only under its sub-path, as behind a proxy", async () => {
    await start({ basePath: "/seerr" });
    assert.match(server.url, /\/seerr$/);
    assert.equal(await statusOf("GET", "/auth/me"), 200);
    const outside = await rawRequest(server.url, { method: "GET", path: "/api/v1/status" });
    assert.equal(outside?.status, 404);
    assert.match(String(outside?.headers["content-type"]), /text\/html/);
  });

  it("speaks TLS with a certificate that nobody trusts", async () => {
    await start({ tls: true });
    const ask = (rejectUnauthorized: boolean) =>
      new Promise<number | undefined>((resolve, reject) => {
        const url = `${server.url}/api/v1/status`;
        get(url, { rejectUnauthorized, agent: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).on("error", reject);
      });
    assert.equal(await ask(false), 200);
    await assert.rejects(ask(true), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  });

  it("pages through ten thousand rows quickly", async () => {
    await start();
    for (let tmdbId = 1; tmdbId <= 10_000; tmdbId += 1)
      server.addMedia({ mediaType: "movie", tmdbId, status: 5 });
    const answer = await call("GET", "/media?take=1000&skip=9000");
    const { pageInfo, results } = JSON.parse(answer?.text ?? "{}");
    assert.deepEqual(pageInfo, { pages: 10, pageSize: 1000, results: 10_000, page: 10 });
    assert.equal(results.at(-1).tmdbId, 1);
  });
});
