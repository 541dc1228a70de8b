import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { createHttp } from "../../../src/http/create-http.ts";
import type { HttpOptions } from "../../../src/http/http.ts";
import { listen } from "../../support/listen.ts";

type Server = Awaited<ReturnType<typeof listen>>;

const quick = (options: HttpOptions = {}) => createHttp({ backoffMs: 1, timeoutMs: 2000, ...options });

describe("createHttp", () => {
  const servers: Server[] = [];
  const serve = async (...args: Parameters<typeof listen>): Promise<Server> => {
    const server = await listen(...args);
    servers.push(server);
    return server;
  };
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  describe("what it sends", () => {
    it("sends the query exactly as written", async () => {
      const server = await serve((_, response) => response.end("{}"));
      const path =
        "/a%2Fb/search?query=What%27s%20Up%2C%20Doc%3F%20M%2AA%2AS%2AH%20%28500%29%20Boom%21%20%26%20%25%20%2B%20%C3%A9&page=1";
      await quick().request({ url: server.url + path });
      assert.equal(server.seen[0]?.url, path);
    });

    it("introduces itself and sends the headers of client and request", async () => {
      const server = await serve((_, response) => response.end("{}"));
      await quick({ headers: { "X-Proxy": "a" } }).request({
        url: server.url,
        headers: { "X-Api-Key": "b" },
      });
      const headers = server.seen[0]?.headers;
      assert.match(headers?.["user-agent"] ?? "", /^ListSync\//);
      assert.equal(headers?.["x-proxy"], "a");
      assert.equal(headers?.["x-api-key"], "b");
      assert.equal(headers?.accept, "application/json");
    });

    it("sends JSON as JSON", async () => {
      let body = "";
      const server = await serve(async (request, response) => {
        for await (const chunk of request) body += chunk;
        response.end("{}");
      });
      await quick().request({ method: "POST", url: server.url, json: { a: "é", b: [1] } });
      assert.equal(body, '{"a":"é","b":[1]}');
      assert.equal(server.seen[0]?.headers["content-type"], "application/json");
    });

    it("uses a connection again", async () => {
      const sockets = new Set<unknown>();
      const server = await serve((request, response) => {
        sockets.add(request.socket);
        response.end("{}");
      });
      const http = quick();
      for (let index = 0; index < 5; index++) await http.request({ url: server.url });
      assert.equal(sockets.size, 1);
    });

    it("refuses an address that is none", async () => {
      for (const url of ["seerr.local", "ftp://x.test/a", "http://", "/api"])
        await assert.rejects(quick().request({ url }), { code: "bad-input" });
    });
  });

  describe("what it answers", () => {
    it("answers for every status, with lower-case headers", async () => {
      const server = await serve((_, response) =>
        response.writeHead(404, { "X-Thing": "1", "Set-Cookie": ["a=1", "b=2"] }).end('{"message":"no"}'),
      );
      const answer = await quick().request({ url: server.url });
      assert.equal(answer.status, 404);
      assert.equal(answer.headers["x-thing"], "1");
      assert.equal(answer.headers["set-cookie"], "a=1, b=2");
      assert.deepEqual(answer.body, { message: "no" });
    });

    it("gives the text when JSON was expected and something else came", async () => {
      const server = await serve((_, response) => response.end("<html>"));
      assert.equal((await quick().request({ url: server.url })).body, "<html>");
    });

    it("gives text in the character set of the answer, without a byte order mark", async () => {
      const server = await serve((request, response) => {
        const latin = request.url === "/latin";
        response.setHeader("content-type", latin ? "text/html; charset=ISO-8859-1" : "text/plain");
        response.end(latin ? Buffer.from("Amélie", "latin1") : "\u{feff}[1]");
      });
      const http = quick();
      assert.equal((await http.request({ url: `${server.url}/latin`, as: "text" })).body, "Amélie");
      assert.deepEqual((await http.request({ url: server.url })).body, [1]);
    });

    it("gives bytes unchanged and unpacks what was packed", async () => {
      const server = await serve((_, response) =>
        response.setHeader("content-encoding", "gzip").end(gzipSync(Uint8Array.of(0, 255, 128))),
      );
      const { body } = await quick().request({ url: server.url, as: "bytes" });
      assert.deepEqual(body, Uint8Array.of(0, 255, 128));
    });

    it("follows no redirect unless told to", async () => {
      const server = await serve((request, response) => {
        if (request.url === "/end") response.end('"there"');
        else response.writeHead(307, { location: "/end" }).end();
      });
      assert.equal((await quick().request({ url: server.url })).status, 307);
      assert.equal(server.seen.length, 1);
      assert.equal((await quick({ maxRedirects: 3 }).request({ url: server.url })).body, "there");
    });

    it("does not take keys along to another host", async () => {
      const other = await serve((_, response) => response.end("{}"));
      const server = await serve((_, response) => response.writeHead(302, { location: other.url }).end());
      const http = quick({ maxRedirects: 3, headers: { "X-Proxy-Token": "a", "X-Plain": "b" } });
      await http.request({ url: server.url, headers: { "trakt-api-key": "c" } });
      assert.equal(server.seen[0]?.headers["trakt-api-key"], "c");
      assert.equal(other.seen[0]?.headers["trakt-api-key"], undefined);
      assert.equal(other.seen[0]?.headers["x-proxy-token"], undefined);
      assert.equal(other.seen[0]?.headers["x-plain"], "b");
    });
  });
});
