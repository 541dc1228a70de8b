import assert from "node:assert/strict";
import { createOverseerr } from "../../../../src/overseerr/create-overseerr.ts";
import { listen } from "../../../support/listen.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

describe("Overseerr.product", () => {
  const { start } = overseerrPerTest();

  for (const [name, version, specials] of [
    ["Overseerr", "1.34.0", true],
    ["Jellyseerr", "2.7.3", false],
    ["Seerr", "3.1.0", false],
  ] as const) {
    it(`recognises ${name}`, async () => {
      const { server, overseerr } = await start({ product: name });
      assert.deepEqual(await overseerr.product(), {
        name,
        version,
        movie4k: false,
        series4k: false,
        specials,
        partialRequests: true,
      });
      server.fault("GET /status", { status: 200, json: { version: "develop-1a2b3c" } });
      const again = createOverseerr({ url: server.url, apiKey: server.apiKey });
      assert.deepEqual(
        [(await again.product()).name, (await again.product()).version],
        [name, "develop-1a2b3c"],
      );
      again.close();
    });
  }

  it("takes an early Jellyseerr, which counted like Overseerr, for what it is", async () => {
    const { server, overseerr } = await start({ product: "Jellyseerr" });
    server.fault("GET /status", { status: 200, json: { version: "1.9.2" } });
    assert.equal((await overseerr.product()).name, "Jellyseerr");
  });

  it("says what is set up for 4K and specials", async () => {
    const { server, overseerr } = await start();
    Object.assign(server.settings, {
      movie4kEnabled: true,
      series4kEnabled: true,
      enableSpecialEpisodes: true,
    });
    const product = await overseerr.product();
    assert.deepEqual([product.movie4k, product.series4k, product.specials], [true, true, true]);
  });

  it("asks once for everybody, and again after a failure", async () => {
    const { server, overseerr } = await start({}, { retries: 0 });
    server.fault("GET /settings/public", { status: 503 });
    await assert.rejects(overseerr.product(), { code: "server-unavailable" });
    await Promise.all([overseerr.product(), overseerr.product()]);
    await overseerr.product();
    assert.equal(server.calls["GET /settings/public"], 2);
  });

  it("lets nobody's abort end the question that others wait for", async () => {
    const { server, overseerr } = await start();
    server.latency["*"] = 20;
    const controller = new AbortController();
    const impatient = overseerr.product({ signal: controller.signal });
    const patient = overseerr.product();
    controller.abort();
    await assert.rejects(impatient, { code: "cancelled" });
    assert.equal((await patient).name, "Seerr");
  });

  it("tells the product without a version: a release asks GitHub for it first, which may fail", async () => {
    const { server, overseerr } = await start();
    server.fault("GET /status", { status: 500 });
    const { name, version } = await overseerr.product();
    assert.deepEqual([name, version], ["Seerr", "unknown"]);
  });

  it("is not fooled by another program that speaks JSON", async () => {
    const other = await listen((_, response) =>
      response.setHeader("content-type", "application/json").end("{}"),
    );
    const overseerr = createOverseerr({ url: other.url, apiKey: "some-api-key" });
    await assert.rejects(overseerr.product(), {
      code: "server-path",
      message: /is not Overseerr, Jellyseerr or Seerr/,
    });
    await other.close();
  });
});
