import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { createHttp } from "../../../src/http/create-http.ts";
import { poll } from "../../support/poll.ts";

describe("reads under way at once, as many as the server bears", function () {
  this.timeout(60_000);
  let server: Server;
  let url: string;
  const open = { GET: 0, POST: 0 };
  const most = { GET: 0, POST: 0 };
  let busy = false;
  /** Reads are answered once it resolves. */
  let held: Promise<void> | undefined;

  before(async () => {
    server = createServer(async (request, response) => {
      const method = request.method as "GET" | "POST";
      open[method] += 1;
      most[method] = Math.max(most[method], open[method]);
      await ((method === "GET" ? held : undefined) ?? pause(40));
      open[method] -= 1;
      response.writeHead(busy && method === "GET" ? 503 : 200, { "content-type": "application/json" });
      response.end("{}");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/title`;
  });
  after(() => void server.close());
  beforeEach(() => {
    Object.assign(most, { GET: 0, POST: 0 });
    busy = false;
  });
  const many = (http: ReturnType<typeof createHttp>, count: number, method: "GET" | "POST" = "GET") =>
    Promise.all(
      Array.from({ length: count }, (_, id) => http.request({ url: `${url}/${id}`, method }).catch(() => {})),
    );
  /** How many reads leave before one is answered. */
  async function atOnce(http: ReturnType<typeof createHttp>): Promise<number> {
    let answer = () => {};
    held = new Promise((resolve) => {
      answer = resolve;
    });
    const asked = many(http, 30);
    // it takes a while: by then all have left that may
    await http.request({ url, method: "POST" });
    const count = open.GET;
    answer();
    held = undefined;
    await asked;
    return count;
  }
  /** What has learned that the server bears more than twice the least. */
  async function grown(): Promise<ReturnType<typeof createHttp>> {
    const http = adaptive();
    const end = performance.now() + 30_000;
    do await many(http, 100);
    while ((await atOnce(http)) <= 8 && performance.now() < end);
    return http;
  }
  const adaptive = () => createHttp({ concurrency: 2, readsAtOnce: { least: 4, most: 16 }, retries: 0 });

  it("become more than the setting while those that change something stay at it", async () => {
    const http = adaptive();
    // a machine that is busy with something else answers unevenly, which looks like a server that is
    const end = performance.now() + 30_000;
    do await Promise.all([many(http, 100), many(http, 8, "POST")]);
    while (most.GET <= 4 && performance.now() < end);
    assert.ok(most.GET > 4 && most.GET <= 16, `${most.GET} reads`);
    assert.equal(most.POST, 2);
  });

  it("become fewer when the server is overloaded", async () => {
    const http = adaptive();
    await many(http, 300);
    busy = true;
    await many(http, 60);
    busy = false;
    most.GET = 0;
    await many(http, 16);
    assert.ok(most.GET <= 8, `${most.GET} reads`);
  });

  it("learn nothing from what takes none of their places", async () => {
    const http = adaptive();
    const beside = (client: typeof http) => client.request({ url: `${url}/0`, beside: true });
    for (let call = 0; call < 20; call += 1) await beside(http);
    assert.equal(await atOnce(http), 4, "it did not grow");
    const large = await grown();
    busy = true;
    await Promise.all(Array.from({ length: 20 }, () => beside(large)));
    busy = false;
    const reads = await atOnce(large);
    assert.ok(reads > 8, `${reads} reads`);
  });

  it("learn nothing from what nobody wants any more", async () => {
    const http = await grown();
    const stop = new AbortController();
    held = new Promise(() => {});
    const asked = Array.from({ length: 20 }, () =>
      assert.rejects(http.request({ url: `${url}/0`, signal: stop.signal }), { code: "cancelled" }),
    );
    await poll(() => open.GET > 8 || undefined, "the reads to be under way");
    stop.abort();
    await Promise.all(asked);
    open.GET = 0;
    const reads = await atOnce(http);
    assert.ok(reads > 8, `${reads} reads`);
  });

  it("stay at the setting unless that is wanted", async () => {
    await many(createHttp({ concurrency: 2 }), 20);
    assert.equal(most.GET, 2);
  });
});
