import assert from "node:assert/strict";
import type { Http, HttpRequest } from "../../../../src/http/http.ts";
import type { Desk } from "../../../../src/node-red/page/desk/desk.ts";
import { byteCache } from "../../../../src/node-red/page/posters/byte-cache.ts";
import { posterReader } from "../../../../src/node-red/page/posters/read-poster.ts";
import { createServerConnection } from "../../../../src/overseerr/connection/server-connection.ts";
import { serverPerTest } from "../../../support/overseerr-flow.ts";

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0, 1, 2]);
const WANTED = { type: "movie", id: 603, width: "342" } as const;

describe("a poster", () => {
  const startServer = serverPerTest();

  /** @param answer what is at an address; undefined for nothing */
  async function reading(answer: (url: string) => Uint8Array | undefined, posters?: string) {
    const server = await startServer();
    const connection = createServerConnection(() => ({ url: server.url, apiKey: server.apiKey, retries: 0 }));
    const asked: string[] = [];
    const http: Http = {
      async request<T>({ url }: HttpRequest) {
        asked.push(url);
        const body = answer(url);
        return { status: body ? 200 : 404, headers: {}, body: (body ?? new Uint8Array()) as T };
      },
    };
    const desk = { servers: () => [{ id: "server", name: "", connection }] };
    const read = posterReader(desk, { origins: {}, page: { frames: [], posters } }, http);
    return { read, asked, server, connection };
  }

  it("comes from the server, by the way that it has, and is kept", async () => {
    const { read, asked, server } = await reading((url) =>
      url.includes("/imageproxy/t/p/") ? JPEG : undefined,
    );
    const [first, second] = await Promise.all([read(WANTED), read(WANTED)]);
    assert.deepEqual([first?.type, first?.bytes], ["image/jpeg", JPEG]);
    assert.equal(second, first);
    await read(WANTED);
    await read({ ...WANTED, width: "92" });
    assert.deepEqual(asked, [
      `${server.url}/imageproxy/tmdb/t/p/w342/pmovie603.jpg`,
      `${server.url}/imageproxy/t/p/w342/pmovie603.jpg`,
      `${server.url}/imageproxy/t/p/w92/pmovie603.jpg`,
    ]);
  });

  it("comes from TMDB where the server has none, and only from there if that is set", async () => {
    const answer = (url: string) => (url.startsWith("https://image.tmdb.org/t/p/w342/") ? JPEG : undefined);
    const { read, asked } = await reading(answer);
    assert.ok(await read(WANTED));
    assert.equal(asked.length, 3);
    const direct = await reading(answer, "tmdb");
    assert.ok(await direct.read(WANTED));
    assert.equal(direct.asked.length, 1);
    const none = await reading(answer, "none");
    assert.deepEqual([await none.read(WANTED), none.asked], [null, []]);
  });

  it("is nothing but a picture", async () => {
    const { read } = await reading(() => Buffer.from("<svg onload=alert(1)>"));
    assert.equal(await read(WANTED), undefined);
  });

  it("is looked for again after a day where there was none, and on every server that is there", async () => {
    let path: string | null = null;
    let at = 0;
    const there = {
      overseerr: () => ({ key: "there", url: "http://there.test", get: async () => ({ posterPath: path }) }),
    };
    const away = {
      overseerr: () => ({
        key: "away",
        url: "http://away.test",
        get: () => Promise.reject(new Error("away")),
      }),
    };
    const servers = [away, there].map((connection, index) => ({ id: String(index), name: "", connection }));
    const http: Http = {
      request: async <T>() => ({ status: 200, headers: {}, body: JPEG as T }),
    };
    const desk = { servers: () => servers } as unknown as Pick<Desk, "servers">;
    const settings = { origins: {}, page: { frames: [], posters: undefined } };
    const read = posterReader(desk, settings, http, () => at);
    assert.equal(await read(WANTED), undefined, "nobody knows while a server is away");
    path = "/poster.jpg";
    assert.equal(await read(WANTED), undefined);
    at = 25 * 60 * 60_000;
    assert.deepEqual((await read(WANTED))?.bytes, JPEG);
    servers.shift();
    path = null;
    at *= 2;
    assert.equal(await read({ ...WANTED, id: 949 }), null);
  });

  it("is asked for again after a failure, and not where there is none", async () => {
    let isThere = false;
    const { read, asked, server } = await reading(() => (isThere ? JPEG : undefined));
    assert.equal(await read(WANTED), undefined);
    isThere = true;
    assert.ok(await read(WANTED));
    const before = asked.length;
    await server.close();
    assert.equal(await read({ ...WANTED, id: 949 }), undefined, "the server is away");
    assert.equal(asked.length, before);
  });
});

describe("the pictures that are kept", () => {
  const picture = (bytes: number) => ({ type: "image/png", bytes: new Uint8Array(bytes) });

  it("are so many bytes at most; the one that nobody asked for longest goes first", () => {
    const cache = byteCache(3000, 1000);
    for (const key of ["a", "b"]) cache.set(key, picture(1000));
    cache.get("a");
    cache.set("c", picture(1000));
    assert.deepEqual(
      ["a", "b", "c"].map((key) => cache.get(key) !== undefined),
      [true, false, true],
    );
    cache.set("huge", picture(9000));
    assert.equal(cache.get("huge"), undefined);
  });

  it("are forgotten after their time, and that there is none much sooner", () => {
    let now = 0;
    const cache = byteCache(10_000, 1000, () => now);
    cache.set("a", picture(1));
    cache.set("none", null);
    now = 9;
    assert.deepEqual([cache.get("none"), cache.get("a")?.bytes.length], [null, 1]);
    now = 11;
    assert.equal(cache.get("none"), undefined);
    now = 1001;
    assert.equal(cache.get("a"), undefined);
  });
});
