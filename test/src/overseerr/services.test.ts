import assert from "node:assert/strict";
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

  it("names one that is down, and keeps the other", async () => {
    const { server, overseerr } = await start({ services: true });
    server.fault("GET /service/sonarr/{sonarrId}", { status: 500 });
    const { radarr, sonarr } = await overseerr.services();
    assert.equal(radarr[0]?.error, undefined);
    assert.match(sonarr[0]?.error ?? "", /cannot ask .+ for its choices/);
    assert.deepEqual(sonarr[0]?.profiles, []);
  });
});
