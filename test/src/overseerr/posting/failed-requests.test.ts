import assert from "node:assert/strict";
import { createOverseerr } from "../../../../src/overseerr/create-overseerr.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

const PRODUCTS = ["Overseerr", "Jellyseerr", "Seerr"] as const;
const FAILED = 4;
const HANGS = { delayMs: 60_000 };

describe("failed requests of a server", () => {
  const { start } = overseerrPerTest();

  for (const product of PRODUCTS)
    it(`are read and retried by their ids, on ${product}`, async () => {
      const { server, overseerr } = await start({ product });
      const { id } = server.addRequest({ mediaType: "movie", tmdbId: 603, status: FAILED });
      server.addRequest({ mediaType: "movie", tmdbId: 949 });
      assert.deepEqual([...(await overseerr.requestNews()).failed], [id]);
      assert.notEqual(await overseerr.retryRequest(id), FAILED);
      assert.deepEqual([...(await overseerr.requestNews()).failed], []);
    });

  for (const product of PRODUCTS)
    it(`are read while a Radarr fails, which ${product} survives`, async () => {
      const { server, overseerr } = await start({ product, services: true });
      const { id } = server.addRequest({ mediaType: "movie", tmdbId: 603, status: FAILED, userId: 2 });
      server.services.kept.add("radarr");
      server.services.down.add("radarr");
      assert.deepEqual([...(await overseerr.requestNews()).failed], [id]);
      assert.deepEqual(server.takeEnds(), []);
    });

  it("are read again only when their number has changed, after a retry, or a day later", async () => {
    const { server } = await start();
    const { url, apiKey } = server;
    let now = Date.now();
    const overseerr = createOverseerr({ url, apiKey }, () => now);
    const failed = () => server.addRequest({ mediaType: "movie", tmdbId: 603, status: FAILED }).id;
    const read = async () => {
      server.resetCalls();
      const news = await overseerr.requestNews();
      return { ids: [...news.failed], pages: server.calls["GET /user/{userId}/requests"] ?? 0 };
    };
    assert.deepEqual(await read(), { ids: [], pages: 0 });
    const first = failed();
    assert.deepEqual(await read(), { ids: [first], pages: 1 });
    assert.deepEqual(await read(), { ids: [first], pages: 0 });
    await overseerr.retryRequest(first);
    const second = failed();
    assert.deepEqual(await read(), { ids: [second], pages: 1 });
    now += 24 * 60 * 60_000;
    assert.deepEqual(await read(), { ids: [second], pages: 1 });
    overseerr.close();
  });

  it("of everybody are read, in pages", async () => {
    const { server, overseerr } = await start();
    const movies = server.catalogue.titles.filter(({ mediaType }) => mediaType === "movie");
    const ids = Array.from({ length: 1001 }, (_, index) => {
      const tmdbId = movies[index % movies.length]?.tmdbId ?? 0;
      return server.addRequest({ mediaType: "movie", tmdbId, status: FAILED, userId: index === 0 ? 3 : 2 })
        .id;
    });
    const { failed } = await overseerr.requestNews();
    assert.deepEqual(
      [...failed].sort((a, b) => a - b),
      ids,
    );
    assert.deepEqual(server.calls["GET /user/{userId}/requests"], 3, "of the owner, 2 pages, one more user");
  });

  it("hold nothing up while the server does not say, and are waited for 15 s at most", async function () {
    this.timeout(60_000);
    const { server, overseerr } = await start({}, { concurrency: 1, timeoutMs: 30_000 });
    server.fault("GET /request/count", HANGS);
    const asked = Date.now();
    const failed = assert.rejects(overseerr.requestNews(), { code: "server-timeout" });
    const posted = await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: false });
    assert.equal(posted.kind, "created");
    assert.ok(Date.now() - asked < 10_000);
    await failed;
    assert.ok(Date.now() - asked < 25_000);
    assert.equal(server.calls["GET /request/count"], 1);
  });
});
