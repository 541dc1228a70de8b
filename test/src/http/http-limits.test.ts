import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { InputError } from "../../../src/errors.ts";
import { createHttp } from "../../../src/http/create-http.ts";
import type { HttpOptions } from "../../../src/http/http.ts";
import { listen } from "../../support/listen.ts";
import { poll } from "../../support/poll.ts";

type Server = Awaited<ReturnType<typeof listen>>;

const quick = (options: HttpOptions = {}) => createHttp({ backoffMs: 1, timeoutMs: 2000, ...options });

describe("createHttp within bounds", () => {
  const servers: Server[] = [];
  const serve = async (...args: Parameters<typeof listen>): Promise<Server> => {
    const server = await listen(...args);
    servers.push(server);
    return server;
  };
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
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

    it("asks whether it may still be sent when its turn has come, not before", async () => {
      let answer = () => {};
      const server = await serve((_, response) => {
        answer = () => response.end("{}");
      });
      const http = quick({ concurrency: 1 });
      const refusal = new InputError("bad-input", "Not any more.");
      const asked: number[] = [];
      const first = http.request({ url: server.url });
      const second = http.request({
        method: "POST",
        url: server.url,
        ready: async () => {
          asked.push(server.seen.length);
          throw refusal;
        },
      });
      await poll(() => (server.seen.length === 1 ? true : undefined), "the first request");
      assert.deepEqual(asked, []);
      answer();
      await first;
      await assert.rejects(second, (error) => error === refusal);
      assert.deepEqual([asked, server.seen.length], [[1], 1]);
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

    it("calls a missing response a timeout, with a pace as well", async () => {
      const server = await serve(() => {});
      for (const pace of [{}, { perMinute: 100 }]) {
        const http = quick({ timeoutMs: 30, retries: 0, ...pace });
        await assert.rejects(http.request({ url: server.url }), { code: "timeout" });
      }
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
        "/circle": [{ location: "/circle" }, /redirects endlessly/],
        "/file": [{ location: "file:///etc/passwd" }, /not a web address/],
        "/ftp": [{ location: "ftp://example.org/x" }, /not a web address/],
        "/broken": [{ location: "http://[::bad" }, /not a web address/],
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

    it("does not count the wait for other requests as timeout", async () => {
      const server = await serve((_, response) => void setTimeout(() => response.end("{}"), 60));
      const http = quick({ concurrency: 1, timeoutMs: 150, retries: 0 });
      const answers = await Promise.all([1, 2, 3, 4].map(() => http.request({ url: server.url })));
      assert.equal(answers.length, 4);
    });
  });
});
