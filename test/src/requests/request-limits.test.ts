import assert from "node:assert/strict";
import type { RequestOptions } from "../../../src/requests/request-options.ts";
import { RunLimits } from "../../../src/runs/run-limits.ts";
import { BREAKING_BAD, bodies, movie, posts, requestItemPerTest, show } from "../../support/request-item.ts";

describe("requestItem", () => {
  const { start, ask } = requestItemPerTest();

  describe("limits", () => {
    it("end new requests of a run, and what needs none is still settled", async () => {
      const { server, overseerr } = await start();
      server.addMedia({ mediaType: "movie", tmdbId: 11, status: 5 });
      const limits = new RunLimits(2);
      const statuses = [];
      for (const id of [603, 604, 605, 11])
        statuses.push((await ask(movie(id), overseerr, {}, limits)).status);
      assert.deepEqual(statuses, ["requested", "requested", "skipped", "already_available"]);
      assert.equal(posts(server), 2);
    });

    it("do not count refused requests", async () => {
      const { server, overseerr } = await start({}, { retries: 0 });
      const limits = new RunLimits(1);
      server.fault("POST /request", { status: 503 });
      assert.equal((await ask(movie(603), overseerr, {}, limits)).status, "failed");
      assert.equal((await ask(movie(604), overseerr, {}, limits)).status, "requested");
    });
  });

  describe("dry run", () => {
    it("sends nothing and shows the exact body that a real run sends", async () => {
      const { server, overseerr } = await start();
      const options: RequestOptions = {
        seasons: 2,
        sonarr: { serverId: 0, profileId: 4, rootFolder: "/tv", tags: [1, 2] },
        radarr: { serverId: 9 },
      };
      const dry = await ask(show(BREAKING_BAD), overseerr, { ...options, dryRun: true });
      assert.equal(dry.status, "would_request");
      assert.equal(posts(server), 0);
      assert.deepEqual(dry.outcome?.body, {
        mediaType: "tv",
        mediaId: BREAKING_BAD,
        is4k: false,
        seasons: [1, 2],
        serverId: 0,
        profileId: 4,
        rootFolder: "/tv",
        tags: [1, 2],
      });
      await ask(show(BREAKING_BAD), overseerr, options);
      assert.deepEqual(bodies(server), [dry.outcome?.body]);
    });

    it("keeps the maximum of new requests", async () => {
      const { overseerr } = await start();
      const limits = new RunLimits(1);
      const statuses = [];
      for (const id of [603, 604])
        statuses.push((await ask(movie(id), overseerr, { dryRun: true }, limits)).status);
      assert.deepEqual(statuses, ["would_request", "skipped"]);
    });
  });
});
