import assert from "node:assert/strict";
import { type ConnectionTest, testConnection } from "../../../../src/overseerr/connection/test-connection.ts";
import type { OverseerrServer } from "../../../servers/overseerr/server.ts";
import { listen } from "../../../support/listen.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

const optionsOf = ({ url, apiKey }: OverseerrServer) => ({ url, apiKey, timeoutMs: 2000 });

const failed = (result: ConnectionTest, code: string, message: RegExp) => {
  assert.ok(!result.ok, "it did not fail");
  assert.equal(result.code, code, result.message);
  assert.match(result.message, message);
};

describe("testConnection", () => {
  const { start } = overseerrPerTest();

  for (const [product, version] of [
    ["Overseerr", "1.34.0"],
    ["Jellyseerr", "2.7.3"],
    ["Seerr", "3.1.0"],
  ] as const) {
    it(`names ${product}, its version and the user, and changes nothing`, async () => {
      const { server } = await start({ product });
      const result = await testConnection(optionsOf(server));
      assert.ok(result.ok);
      assert.equal(result.text, `${product} ${version}, signed in as admin.`);
      assert.deepEqual(result.user, { id: 1, name: "admin", permissions: 2 });
      assert.equal(result.permissions.manageRequests, true);
      assert.deepEqual(result.warnings, []);
      assert.equal(server.requests.length + server.media.length, 0);
    });
  }

  it("works below a sub-path and with what people paste behind the address", async () => {
    const { server } = await start({ basePath: "/seerr" });
    for (const rest of ["", "/", "/api/v1", "/api/v1/"]) {
      const result = await testConnection({ ...optionsOf(server), url: server.url + rest });
      assert.ok(result.ok, JSON.stringify(result));
    }
  });

  it("tells what is wrong: the address", async () => {
    const { server } = await start();
    const { host, port } = new URL(server.url);
    failed(
      await testConnection({ url: host, apiKey: "k" }),
      "server-url",
      new RegExp(`Enter it as http://${host}\\.`),
    );
    await server.close();
    failed(
      await testConnection(optionsOf(server)),
      "server-unreachable",
      new RegExp(`${port} cannot be reached: nothing listens`),
    );
  });

  it("tells what is wrong: the sub-path", async () => {
    const { server } = await start();
    const url = `${server.url}/overseerr`;
    failed(await testConnection({ ...optionsOf(server), url }), "server-path", /sub-path/);
    const below = await start({ basePath: "/seerr" });
    const root = new URL(below.server.url).origin;
    failed(await testConnection({ ...optionsOf(below.server), url: root }), "server-path", /sub-path/);
  });

  it("tells what is wrong: the key", async () => {
    const { server } = await start();
    failed(await testConnection({ ...optionsOf(server), apiKey: "" }), "server-key", /has no API key/);
    const wrong = await testConnection({ ...optionsOf(server), apiKey: "a-wrong-api-key" });
    failed(wrong, "server-key", /rejected the API key/);
    assert.ok(!JSON.stringify(wrong).includes("a-wrong-api-key"));
  });

  it("tells what is wrong: the user to act as", async () => {
    const { server } = await start();
    failed(
      await testConnection({ ...optionsOf(server), asUser: 99 }),
      "server-user",
      /does not know user 99/,
    );
    failed(
      await testConnection({ ...optionsOf(server), asUser: 0 }),
      "bad-input",
      /whole numbers, for example 4/,
    );
  });

  it("tells what is wrong: CSRF protection", async () => {
    for (const product of ["Overseerr", "Jellyseerr", "Seerr"] as const) {
      const { server } = await start({ product });
      server.settings.csrf = true;
      failed(await testConnection(optionsOf(server)), "server-csrf", /CSRF protection.*Turn it off/);
    }
  });

  it("tells what is wrong: TLS", async () => {
    const { server } = await start({ tls: true });
    failed(await testConnection(optionsOf(server)), "server-tls", /not signed by a known authority/);
    assert.ok((await testConnection({ ...optionsOf(server), insecureTls: true })).ok);
  });

  it("tells what is wrong: the timeout, without trying again", async () => {
    const { server } = await start();
    server.fault("*", { hang: true, times: 20 });
    const result = await testConnection({ ...optionsOf(server), timeoutMs: 60 });
    failed(result, "server-timeout", /did not respond within 0\.06 s/);
    assert.equal(server.calls["GET /settings/public"], 1);
  });

  it("tells what is wrong: the server behind the proxy is down", async () => {
    const { server } = await start();
    server.fault("*", { html: true, times: 20 });
    failed(await testConnection(optionsOf(server)), "server-unavailable", /error page \(HTTP 502\)/);
  });

  for (const [what, status, type, body] of [
    ["a Radarr of today", 404, "application/json", '{"message":"NotFound"}'],
    ["an older Radarr", 401, "application/json", '{"error":"Unauthorized"}'],
    ["a Radarr that wants its own key", 401, "", ""],
    ["a program that refuses everybody", 403, "application/json", '{"message":"no"}'],
    ["a program that fails", 500, "application/json", '{"message":"boom"}'],
    ["a program that says yes to everything", 200, "application/json", "{}"],
    ["a list where settings should be", 200, "application/json", "[]"],
    ["other settings", 200, "application/json", '{"initialized":"yes"}'],
    ["no JSON though it says so", 200, "application/json", "<html>"],
    ["a page", 200, "text/html", "<html></html>"],
    ["an empty answer", 204, "", ""],
    ["a redirect", 302, "text/html", ""],
    ["a bad request", 400, "text/plain", "Bad Request"],
  ] as const)
    it(`says that another program is none of the three: ${what}`, async () => {
      const other = await listen((_, response) => {
        if (type) response.setHeader("content-type", type);
        if (status === 302) response.setHeader("location", "/login");
        response.writeHead(status).end(body);
      });
      const result = await testConnection({ url: other.url, apiKey: "some-api-key", timeoutMs: 2000 });
      failed(result, "server-path", /^The program at .+ is not Overseerr, Jellyseerr or Seerr\. /);
      await other.close();
    });

  it("does not say so of a server that is starting behind its proxy", async () => {
    const { server } = await start();
    server.fault("*", { status: 503, times: 20 });
    failed(await testConnection(optionsOf(server)), "server-unavailable", /failed/);
  });

  it("warns of what will not work: permissions and 4K", async () => {
    const { server } = await start();
    const nobody = await testConnection({ ...optionsOf(server), asUser: 4 });
    assert.deepEqual(nobody.ok && nobody.warnings, ["nobody may not request anything."]);
    const friend = await testConnection({ ...optionsOf(server), asUser: 2, wants4k: true });
    assert.ok(friend.ok);
    assert.equal(friend.warnings.length, 3);
    assert.match(friend.warnings.join(" "), /No 4K Radarr.*No 4K Sonarr.*may not request anything in 4K/);
    Object.assign(server.settings, { movie4kEnabled: true, series4kEnabled: true });
    const admin = await testConnection({ ...optionsOf(server), wants4k: true });
    assert.deepEqual(admin.ok && admin.warnings, []);
  });
});
