import assert from "node:assert/strict";
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

  it("hold nothing up while a Radarr hangs, and are waited for 15 s at most", async function () {
    this.timeout(60_000);
    const { server, overseerr } = await start({}, { concurrency: 1, timeoutMs: 30_000 });
    server.fault("GET /request", HANGS);
    const asked = Date.now();
    const failed = assert.rejects(overseerr.requestNews(), { code: "server-timeout" });
    const posted = await overseerr.createRequest({ mediaType: "movie", mediaId: 603, is4k: false });
    assert.equal(posted.kind, "created");
    assert.ok(Date.now() - asked < 10_000);
    await failed;
    assert.ok(Date.now() - asked < 25_000);
    assert.equal(server.calls["GET /request"], 1);
  });
});
