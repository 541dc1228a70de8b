import assert from "node:assert/strict";
import { PRODUCTS } from "../../support/request-runs.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

describe("Overseerr.services", () => {
  const { start } = overseerrPerTest();

  it("gives every Radarr and Sonarr with what a request can choose from", async () => {
    const { overseerr } = await start({ services: true });
    const { radarr, sonarr } = await overseerr.services();
    const [server] = radarr;
    assert.deepEqual(
      [server?.id, server?.is4k, server?.isDefault, server?.error],
      [0, false, true, undefined],
    );
    assert.ok(server?.profiles.some(({ id, name }) => id === 4 && name === "HD-1080p"));
    assert.deepEqual(server?.rootFolders, ["/movies", "/movies-kids"]);
    assert.ok(server?.tags.some(({ name }) => name === "kids"));
    assert.deepEqual(sonarr[0]?.rootFolders, ["/tv", "/tv-kids"]);
  });

  it("gives none where none is set up", async () => {
    const { overseerr } = await start();
    assert.deepEqual(await overseerr.services(), { radarr: [], sonarr: [] });
  });

  for (const product of PRODUCTS)
    it(`names those that are down, and keeps the others, without ending ${product}`, async () => {
      const { server, overseerr } = await start({ product, services: true });
      for (const down of ["radarr", "sonarr"] as const) {
        const up = down === "radarr" ? "sonarr" : "radarr";
        server.services.down.clear();
        server.services.down.add(down);
        const services = await overseerr.services();
        assert.match(services[down][0]?.error ?? "", /cannot reach .+ to read its choices/);
        assert.deepEqual(services[down][0]?.profiles, []);
        assert.equal(services[up][0]?.error, undefined);
        assert.equal(services[up][0]?.profiles.length, 3);
      }
      const routes = Object.keys(server.calls).filter((route) => route.includes("/service/"));
      assert.deepEqual(routes, []);
    });

  it("waits for none that hangs longer than a dialog may", async () => {
    const { server, overseerr } = await start({ services: true }, { timeoutMs: 30_000 });
    server.fault("POST /settings/radarr/test", { hang: true });
    const { radarr, sonarr } = await overseerr.services();
    assert.match(radarr[0]?.error ?? "", /Check that it is running/);
    assert.equal(sonarr[0]?.profiles.length, 3);
  }).timeout(20_000);

  it("names the servers to a key that may not read the settings, and why their choices are missing", async () => {
    const { server, overseerr } = await start({ services: true });
    for (const user of server.users) user.permissions = 32;
    const { radarr, sonarr } = await overseerr.services();
    for (const service of [radarr[0], sonarr[0]]) {
      assert.match(service?.name ?? "", /stub/);
      assert.match(service?.error ?? "", /Only an administrator's API key/);
    }
  });

  it("keeps the keys of Radarr and Sonarr to itself", async () => {
    const { server, overseerr } = await start({ services: true });
    assert.doesNotMatch(JSON.stringify(await overseerr.services()), /api-key/);
    const json = { message: "Failed with radarr-api-key" };
    server.fault("POST /settings/radarr/test", { status: 500, json });
    assert.doesNotMatch(JSON.stringify(await overseerr.services()), /api-key/);
  });

  it("says that CSRF protection keeps it from asking", async () => {
    const { server, overseerr } = await start({ services: true });
    server.settings.csrf = true;
    const { radarr } = await overseerr.services();
    assert.match(radarr[0]?.error ?? "", /CSRF protection/);
  });
});
