import assert from "node:assert/strict";
import { requestRunsPerTest } from "../../support/request-runs.ts";

const POST = "POST /request";

describe("a show without a TVDB id", () => {
  const start = requestRunsPerTest();
  const without = ({ server }: Awaited<ReturnType<typeof start>>) =>
    server.catalogue.titles
      .filter((title) => title.mediaType === "tv" && title.tvdbId === undefined)
      .map(({ tmdbId }) => ({ title: "", type: "tv", tmdb_id: tmdbId }));

  for (const product of ["Overseerr", "Jellyseerr"] as const)
    for (const asUser of [undefined, 2]) {
      const requester = asUser === undefined ? "approved at once" : "that waiting for approval";
      it(`is never posted to ${product}, which would end on its Sonarr: a request ${requester}`, async () => {
        const world = await start({ product, services: true });
        const [row] = without(world);
        assert.ok(row);
        const [item] = await world.run([row], { ...(asUser && { asUser }) });
        assert.deepEqual([item?.outcome?.status, item?.outcome?.code], ["failed", "server-dropped"]);
        assert.match(item?.outcome?.reason ?? "", /Sonarr needs a TVDB id.*tvdb_id/);
        const routes = [POST, "GET /service/sonarr", "GET /tv/{tvId}"];
        assert.deepEqual(routes.map(world.calls), [0, 1, 1]);
      });
    }

  for (const product of ["Overseerr", "Jellyseerr"] as const) {
    it(`is requested from ${product} when it has no default Sonarr, or the list knows the id`, async () => {
      const bare = await start({ product });
      const [row] = without(bare);
      assert.ok(row);
      assert.equal((await bare.run([row]))[0]?.outcome?.status, "requested");
      const full = await start({ product, services: true });
      assert.equal((await full.run([{ ...row, tvdb_id: 4711 }]))[0]?.outcome?.status, "requested");
    });

    it(`is judged on ${product} by the Sonarr of its quality`, async () => {
      const world = await start({ product, services: true });
      for (const sonarr of world.server.services.sonarr) sonarr.is4k = true;
      const [row] = without(world);
      assert.ok(row);
      assert.equal((await world.run([row]))[0]?.outcome?.status, "requested");
    });
  }
});
