import assert from "node:assert/strict";
import { createOverseerr } from "../../../../src/overseerr/create-overseerr.ts";
import { ServerError } from "../../../../src/overseerr/server-error.ts";
import { listen } from "../../../support/listen.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

const movie = { mediaType: "movie", mediaId: 278, is4k: false } as const;

describe("what stands between us and the server", () => {
  const { start, connect } = overseerrPerTest();
  const strangers: Awaited<ReturnType<typeof listen>>[] = [];
  /** Something else than the server. */
  const serve = async (answer: Parameters<typeof listen>[0]) => {
    const server = await listen(answer);
    strangers.push(server);
    return server;
  };
  afterEach(async () => {
    await Promise.all(strangers.splice(0).map((server) => server.close()));
  });

  const refused = async (work: Promise<unknown>, code: string, message: RegExp, httpStatus?: number) => {
    const error = await work.then(
      () => assert.fail("it was not refused"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof ServerError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
    if (httpStatus !== undefined) assert.equal(error.httpStatus, httpStatus);
  };

  it("server-url: an address that is none", () => {
    assert.throws(() => createOverseerr({ url: "seerr.local", apiKey: "k" }), { code: "server-url" });
  });

  it("server-key: no key, and a key that cannot be one", () => {
    assert.throws(() => createOverseerr({ url: "http://x.test", apiKey: " " }), { code: "server-key" });
    assert.throws(
      () => createOverseerr({ url: "http://x.test", apiKey: "abc\ndef" }),
      (error: ServerError) => error.code === "server-key" && !error.message.includes("def"),
    );
  });

  it("server-key: a key that the server refuses, found out with one further call", async () => {
    const { server } = await start();
    const overseerr = connect(server, { apiKey: "not-the-right-key" });
    await refused(overseerr.search("Dune"), "server-key", /rejected the API key/, 403);
    assert.deepEqual(server.calls, { "GET /search": 1, "GET /auth/me": 1 });
  });

  it("server-user: the user to act as does not exist; asked once for many titles", async () => {
    const { server, overseerr } = await start();
    for (let index = 0; index < 3; index++)
      await refused(
        overseerr.createRequest(movie, { asUser: 99 }),
        "server-user",
        /does not know user 99/,
        403,
      );
    assert.deepEqual(server.calls, { "POST /request": 3, "GET /auth/me": 2 });
  });

  it("never sends a user that is no positive whole number: the server would hang or take it for the administrator", async () => {
    const { server, overseerr } = await start();
    for (const asUser of [0, -1, 1.5, Number.NaN])
      await assert.rejects(overseerr.createRequest(movie, { asUser }), { code: "bad-input" });
    assert.deepEqual(server.calls, {});
  });

  it("server-permission: the user may not request", async () => {
    const { overseerr } = await start();
    const message = /does not allow user 4 to do this: "You do not have permission to make movie requests\."/;
    await refused(overseerr.createRequest(movie, { asUser: 4 }), "server-permission", message, 403);
  });

  it("server-csrf: reading works, requesting does not", async () => {
    const { server, overseerr } = await start();
    server.settings.csrf = true;
    await overseerr.search("Dune");
    await refused(overseerr.createRequest(movie), "server-csrf", /CSRF protection/, 403);
  });

  it("server-quota: the user's quota is used up, in the server's own words", async () => {
    const { overseerr } = await start();
    for (const mediaId of [13, 27205]) await overseerr.createRequest({ ...movie, mediaId }, { asUser: 3 });
    await refused(
      overseerr.createRequest({ ...movie, mediaId: 278 }, { asUser: 3 }),
      "server-quota",
      /quota of user 3 .*"Movie Quota exceeded\."/,
      403,
    );
  });

  it("server-blocklisted: on Seerr and on Jellyseerr", async () => {
    for (const product of ["Seerr", "Jellyseerr"] as const) {
      const { server, overseerr } = await start({ product });
      server.block("movie", 278);
      await refused(overseerr.createRequest(movie), "server-blocklisted", /bl(ock|ack)listed/, 403);
    }
  });

  it("server-duplicate: somebody has requested it already", async () => {
    const { overseerr } = await start();
    await overseerr.createRequest(movie);
    await refused(overseerr.createRequest(movie), "server-duplicate", /already exists/, 409);
  });

  it("server-rejected: a body that the server does not understand", async () => {
    const { server, overseerr } = await start();
    server.fault("POST /request", { status: 400, json: { message: "request/body/tags must be array" } });
    await refused(overseerr.createRequest(movie), "server-rejected", /tags must be array/, 400);
  });

  it("server-path: a wrong sub-path, which the front end redirects to its login page", async () => {
    const { server } = await start();
    const overseerr = connect(server, { url: `${server.url}/seerr` });
    await refused(
      overseerr.search("Dune"),
      "server-path",
      /redirects \/seerr\/api\/v1\/search to \/login.*sub-path/,
      307,
    );
    await refused(overseerr.createRequest(movie), "server-path", /something other than the API/, 404);
  });

  it("server-path: a page of HTML with status 200, and a login that a proxy wants", async () => {
    const { server, overseerr } = await start();
    server.fault("GET /search", { status: 200, html: "<html>Welcome</html>" });
    await refused(overseerr.search("Dune"), "server-path", /something other than the API \(HTTP 200\)/);
    server.fault("GET /search", { status: 401, html: "<html>Sign in</html>" });
    await refused(overseerr.search("Dune"), "server-path", /requires a login \(HTTP 401\)/);
  });

  it("server-path: an address that should be https", async () => {
    const server = await serve((request, response) =>
      response.writeHead(301, { location: `https://home.test${request.url}` }).end(),
    );
    const overseerr = createOverseerr({ url: server.url, apiKey: "some-api-key" });
    await refused(
      overseerr.search("Dune"),
      "server-path",
      /Change the server's address to https:\/\/home\.test\./,
    );
    assert.equal(server.seen.length, 1);
  });

  it("server-unavailable: 5xx to the end, the server's own and a proxy's page", async () => {
    const { server, overseerr } = await start({}, { retries: 2 });
    server.fault("GET /movie/{movieId}", {
      status: 500,
      json: { message: "Unable to retrieve movie." },
      times: 3,
    });
    await refused(overseerr.details("movie", 278), "server-unavailable", /"Unable to retrieve movie\."/, 500);
    assert.equal(server.calls["GET /movie/{movieId}"], 3);
    server.fault("GET /search", { html: true, times: 3 });
    await refused(overseerr.search("Dune"), "server-unavailable", /error page \(HTTP 502\)/, 502);
  });

  it("carries on after a failure that was over soon", async () => {
    const { server, overseerr } = await start();
    server.fault("GET /search", { html: true, times: 2 });
    assert.equal((await overseerr.search("imdb:tt0111161")).results.length, 1);
  });

  it("server-rate-limited: 429 to the end", async () => {
    const { server, overseerr } = await start({}, { retries: 1 });
    server.fault("GET /search", { status: 429, times: 2 });
    await refused(overseerr.search("Dune"), "server-rate-limited", /is limiting requests/, 429);
  });

  it("server-timeout: no answer in time", async () => {
    const { server, overseerr } = await start({}, { retries: 0, timeoutMs: 50 });
    server.fault("GET /search", { hang: true });
    await refused(overseerr.search("Dune"), "server-timeout", /did not respond within 0\.05 s/);
  });

  it("server-unreachable: nothing listens there", async () => {
    const { server } = await start();
    await server.close();
    const overseerr = connect(server, { retries: 0 });
    await refused(overseerr.search("Dune"), "server-unreachable", /nothing listens there/);
  });

  it("server-tls: a certificate that nobody signed, unless it is accepted", async () => {
    const { server, overseerr } = await start({ tls: true });
    await refused(overseerr.search("Dune"), "server-tls", /accept self-signed certificates/);
    const trusting = connect(server, { insecureTls: true });
    assert.ok((await trusting.search("Dune")).totalResults > 0);
  });

  it("server-answer: JSON that breaks off", async () => {
    const server = await serve((_, response) =>
      response.setHeader("content-type", "application/json").end('{"results":['),
    );
    const overseerr = createOverseerr({ url: server.url, apiKey: "some-api-key" });
    await refused(overseerr.search("Dune"), "server-answer", /invalid JSON/);
  });

  it("says nothing of key, password or proxy token, whatever the server repeats", async () => {
    const secrets = ["the-api-key-123", "proxy-token-456", "hunter2-789"];
    const server = await serve((_, response) =>
      response
        .writeHead(400, { "content-type": "application/json" })
        .end(JSON.stringify({ message: `no ${secrets.join(" ")} ?apikey=other` })),
    );
    const url = server.url.replace("//", "//sean:hunter2-789@");
    const headers = { "X-Proxy-Token": "proxy-token-456" };
    const overseerr = createOverseerr({ url, apiKey: "the-api-key-123", headers });
    const error: ServerError = await overseerr.search("Dune").catch((reason) => reason);
    const shown = [error.message, error.stack, JSON.stringify(error), overseerr.key, overseerr.url].join(
      "\n",
    );
    for (const secret of [...secrets.slice(0, 2), "other", "hunter2"])
      assert.ok(!shown.includes(secret), secret);
    assert.equal(server.seen[0]?.headers["x-proxy-token"], "proxy-token-456");
    assert.match(server.seen[0]?.headers.authorization ?? "", /^Basic /);
    overseerr.close();
  });

  it("cancelled: by the caller's signal, and for good when the client is closed", async () => {
    const { server, overseerr } = await start();
    server.fault("GET /search", { hang: true, times: 2 });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    await assert.rejects(overseerr.search("Dune", { signal: controller.signal }), { code: "cancelled" });
    setTimeout(() => overseerr.close(), 20);
    await assert.rejects(overseerr.search("Dune"), { code: "cancelled" });
    await assert.rejects(overseerr.search("Dune"), { code: "cancelled" });
  });

  it("has no more calls under way than the setting allows", async () => {
    const { server, overseerr } = await start({}, { concurrency: 3 });
    server.latency["*"] = 5;
    await Promise.all(Array.from({ length: 15 }, (_, index) => overseerr.search(`title ${index}`)));
    assert.equal(server.maxParallel, 3);
  });
});
