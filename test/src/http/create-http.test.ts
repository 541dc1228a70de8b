import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { gzipSync } from "node:zlib";
import { createHttp } from "../../../src/http/create-http.ts";
import type { HttpOptions } from "../../../src/http/http.ts";
import { listen } from "../../support/listen.ts";
import { SELF_SIGNED } from "../../support/self-signed.ts";

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

  describe("retries", () => {
    for (const status of [429, 500, 502, 503, 504]) {
      it(`tries a GET again after ${status}, then gives the last answer`, async () => {
        const server = await serve((_, response) => response.writeHead(status).end('{"message":"busy"}'));
        const answer = await quick({ retries: 2 }).request({ url: server.url });
        assert.equal(answer.status, status);
        assert.deepEqual(answer.body, { message: "busy" });
        assert.equal(server.seen.length, 3);
      });
    }

    it("gives the good answer that comes in the end", async () => {
      const server = await serve((_, response, number) =>
        response.writeHead(number < 3 ? 503 : 200).end(`${number}`),
      );
      assert.equal((await quick().request({ url: server.url })).body, 3);
    });

    for (const status of [400, 403, 404, 409, 501]) {
      it(`does not repeat a request that got ${status}`, async () => {
        const server = await serve((_, response) => response.writeHead(status).end("{}"));
        assert.equal((await quick().request({ url: server.url })).status, status);
        assert.equal(server.seen.length, 1);
      });
    }

    it("tries a GET again that timed out or whose connection broke off", async () => {
      const server = await serve((request, response, number) => {
        if (number === 1) return;
        if (number === 2) request.socket.destroy();
        else if (number === 3)
          response.writeHead(200, { "content-length": "100" }).write("{", () => request.socket.destroy());
        else response.end("{}");
      });
      assert.equal((await quick({ timeoutMs: 60 }).request({ url: server.url })).status, 200);
      assert.equal(server.seen.length, 4);
    });

    it("never repeats a POST on its own, and does when told to", async () => {
      const server = await serve((_, response) => response.writeHead(503).end("{}"));
      await quick().request({ method: "POST", url: server.url, json: {} });
      assert.equal(server.seen.length, 1);
      await quick({ retries: 1 }).request({ method: "POST", url: server.url, json: {}, retry: true });
      assert.equal(server.seen.length, 3);
    });

    it("doubles the pause from one attempt to the next", async () => {
      const server = await serve((_, response) => response.writeHead(503).end("{}"));
      await createHttp({ backoffMs: 20, retries: 3 }, () => 0).request({ url: server.url });
      const gaps = server.seen.slice(1).map(({ at }, index) => at - (server.seen[index]?.at ?? 0));
      assert.ok((gaps[0] ?? 0) >= 19 && (gaps[1] ?? 0) >= 39 && (gaps[2] ?? 0) >= 79, String(gaps));
    });

    it("waits as long as Retry-After says", async () => {
      const server = await serve((_, response, number) =>
        number === 1 ? response.writeHead(429, { "retry-after": "1" }).end() : response.end("{}"),
      );
      assert.equal((await quick().request({ url: server.url })).status, 200);
      const [first, second] = server.seen;
      assert.ok((second?.at ?? 0) - (first?.at ?? 0) >= 990);
    });

    it("gives the 429 at once when Retry-After is longer than anybody waits", async () => {
      const server = await serve((_, response) =>
        response.writeHead(429, { "retry-after": "7200" }).end("{}"),
      );
      const answer = await quick().request({ url: server.url });
      assert.equal(answer.status, 429);
      assert.equal(answer.headers["retry-after"], "7200");
      assert.equal(server.seen.length, 1);
    });
  });

  describe("limits", () => {
    it("has no more requests under way than allowed", async () => {
      let now = 0;
      let most = 0;
      const server = await serve((_, response) => {
        most = Math.max(most, ++now);
        setTimeout(() => {
          now--;
          response.end("{}");
        }, 5);
      });
      const http = quick({ concurrency: 3 });
      await Promise.all(Array.from({ length: 20 }, () => http.request({ url: server.url })));
      assert.equal(most, 3);
    });

    it("starts no more requests per minute than allowed", async () => {
      const server = await serve((_, response) => response.end("{}"));
      const http = quick({ perMinute: 2 });
      const controller = new AbortController();
      await Promise.all([http.request({ url: server.url }), http.request({ url: server.url })]);
      setTimeout(() => controller.abort(), 50);
      await assert.rejects(http.request({ url: server.url, signal: controller.signal }), {
        code: "cancelled",
      });
      assert.equal(server.seen.length, 2);
    });

    it("refuses a body that is too large, packed ones too, and does not ask again", async () => {
      const server = await serve((request, response) => {
        if (request.url === "/packed")
          response.setHeader("content-encoding", "gzip").end(gzipSync(Buffer.alloc(9000)));
        else response.end(Buffer.alloc(9000));
      });
      const http = quick({ maxBytes: 2000 });
      await assert.rejects(http.request({ url: server.url }), { code: "too-large" });
      await assert.rejects(http.request({ url: `${server.url}/packed` }), { code: "too-large" });
      assert.equal(server.seen.length, 2);
    });

    it("says what is wrong with an answer that leads nowhere, and does not ask for it again", async () => {
      const answers: Record<string, [Record<string, string>, RegExp]> = {
        "/circle": [{ location: "/circle" }, /without end/],
        "/file": [{ location: "file:///etc/passwd" }, /no web address/],
        "/ftp": [{ location: "ftp://example.org/x" }, /no web address/],
        "/broken": [{ location: "http://[::bad" }, /no web address/],
        "/large": [{ "x-large": "y".repeat(20_000) }, /16 kB/],
      };
      const server = await serve((request, response) => {
        const headers: Record<string, string> = answers[request.url ?? ""]?.[0] ?? {};
        response.writeHead(headers.location ? 302 : 200, headers).end();
      });
      for (const [path, [, message]] of Object.entries(answers)) {
        server.seen.length = 0;
        await assert.rejects(quick({ maxRedirects: 3 }).request({ url: `${server.url}${path}` }), {
          code: "bad-answer",
          message,
        });
        assert.ok(server.seen.length <= (path === "/circle" ? 4 : 1), path);
      }
    });

    it("refuses headers that cannot be sent as they are, without showing them", async () => {
      const server = await serve((_, response) => response.end("{}"));
      for (const headers of [{ "bad name": "x" }, { "x-key": "two\nlines" }, { "x-key": "snow☃man" }]) {
        await assert.rejects(
          quick({}).request({ url: server.url, headers: headers as unknown as Record<string, string> }),
          (error: Error & { code?: string }) =>
            error.code === "bad-input" && !/bad name|two|snow/.test(error.message),
        );
      }
      assert.equal(server.seen.length, 0);
    });

    it("ends an answer that trickles in for ever", async () => {
      const server = await serve((_, response) => {
        const drip = setInterval(() => response.write("."), 10);
        response.on("close", () => clearInterval(drip));
      });
      await assert.rejects(quick({ timeoutMs: 80, retries: 0 }).request({ url: server.url }), {
        code: "timeout",
      });
    });

    it("does not count the wait for other requests as time-out", async () => {
      const server = await serve((_, response) => void setTimeout(() => response.end("{}"), 60));
      const http = quick({ concurrency: 1, timeoutMs: 150, retries: 0 });
      const answers = await Promise.all([1, 2, 3, 4].map(() => http.request({ url: server.url })));
      assert.equal(answers.length, 4);
    });
  });

  describe("failures", () => {
    it("says which host did not answer in time, without the query", async () => {
      const server = await serve(() => {});
      await assert.rejects(
        quick({ retries: 0 }).request({ url: `${server.url}/x?apikey=hush`, timeoutMs: 30 }),
        (error: Error & { code?: string }) => {
          assert.equal(error.code, "timeout");
          assert.equal(error.message, `${new URL(server.url).host} did not answer within 0.03 s.`);
          assert.equal(error.cause, undefined);
          return true;
        },
      );
    });

    it("says that nothing listens", async () => {
      const server = await serve(() => {});
      await server.close();
      await assert.rejects(quick({ retries: 1 }).request({ url: server.url }), {
        code: "unreachable",
        reason: "ECONNREFUSED",
        message: /cannot be reached: nothing listens there \(ECONNREFUSED\)\.$/,
      });
    });

    it("says that a name is unknown", async () => {
      await assert.rejects(quick({ retries: 0 }).request({ url: "http://no-such-host.invalid/" }), {
        code: "unreachable",
        message: /^no-such-host\.invalid cannot be reached: /,
      });
    });

    it("refuses a certificate that nobody signed, at once, and accepts it when told to", async () => {
      const server = await serve((_, response) => response.end("{}"), SELF_SIGNED);
      const start = performance.now();
      await assert.rejects(quick({ backoffMs: 5000 }).request({ url: server.url }), {
        code: "tls",
        message: /no known authority signed its certificate/,
      });
      assert.ok(performance.now() - start < 2000);
      assert.equal((await quick({ insecureTls: true }).request({ url: server.url })).status, 200);
    });

    it("says that a port speaks no TLS", async () => {
      const server = await serve((_, response) => response.end("{}"));
      await assert.rejects(quick({ retries: 0 }).request({ url: server.url.replace("http:", "https:") }), {
        code: "tls",
      });
    });
  });

  describe("abort", () => {
    it("ends a request under way, one that waits for its turn and one that waits for a retry", async () => {
      const server = await serve((request, response) => {
        if (request.url === "/busy") response.writeHead(503).end();
      });
      const http = quick({ concurrency: 2, backoffMs: 60_000 });
      const controller = new AbortController();
      const { signal } = controller;
      const outcomes = Promise.allSettled([
        http.request({ url: `${server.url}/hang`, signal }),
        http.request({ url: `${server.url}/busy`, signal }),
        http.request({ url: `${server.url}/never`, signal }),
      ]);
      setTimeout(() => controller.abort(), 60);
      for (const outcome of await outcomes)
        assert.equal(outcome.status === "rejected" && outcome.reason.code, "cancelled");
      assert.deepEqual(server.seen.map(({ url }) => url).sort(), ["/busy", "/hang"]);
      await assert.rejects(http.request({ url: server.url, signal }), { code: "cancelled" });
    });

    it("leaves nothing behind in a long-living signal", async () => {
      const server = await serve((_, response) => response.end("{}"));
      const { signal } = new AbortController();
      const http = quick();
      for (let index = 0; index < 20; index++) await http.request({ url: server.url, signal });
      assert.equal(getEventListeners(signal, "abort").length, 0);
    });
  });
});
