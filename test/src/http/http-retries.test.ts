import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { createHttp } from "../../../src/http/create-http.ts";
import type { HttpOptions } from "../../../src/http/http.ts";
import { listen } from "../../support/listen.ts";
import { SELF_SIGNED } from "../../support/self-signed.ts";

type Server = Awaited<ReturnType<typeof listen>>;

const quick = (options: HttpOptions = {}) => createHttp({ backoffMs: 1, timeoutMs: 2000, ...options });

describe("createHttp in trouble", () => {
  const servers: Server[] = [];
  const serve = async (...args: Parameters<typeof listen>): Promise<Server> => {
    const server = await listen(...args);
    servers.push(server);
    return server;
  };
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
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

  describe("failures", () => {
    it("says which host did not answer in time, without the query", async () => {
      const server = await serve(() => {});
      await assert.rejects(
        quick({ retries: 0 }).request({ url: `${server.url}/x?apikey=hush`, timeoutMs: 30 }),
        (error: Error & { code?: string }) => {
          assert.equal(error.code, "timeout");
          assert.equal(error.message, `${new URL(server.url).host} did not respond within 0.03 s.`);
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
        message: /its certificate is not signed by a known authority/,
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
