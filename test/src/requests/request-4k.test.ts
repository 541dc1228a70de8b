import assert from "node:assert/strict";
import { BREAKING_BAD, looks, movie, posts, requestItemPerTest, show } from "../../support/request-item.ts";

describe("requestItem", () => {
  const { start, ask, nextRun } = requestItemPerTest();

  describe("4K", () => {
    it("and standard are both requested, each with its outcome", async () => {
      const { server, overseerr } = await start();
      server.settings.movie4kEnabled = true;
      const { outcomes, outcome } = await ask(movie(603), overseerr, { is4k: "both" });
      assert.deepEqual(
        outcomes?.map(({ status, is4k }) => [status, is4k]),
        [
          ["requested", false],
          ["requested", true],
        ],
      );
      assert.equal(outcome?.status, "requested");
      assert.deepEqual(
        server.requests.map(({ is4k }) => is4k),
        [false, true],
      );
      assert.deepEqual(await nextRun(movie(603), server, { is4k: "both" }), {
        status: "already_requested",
        calls: 0,
      });
    });

    it("of a movie that the server has no row of costs no look", async () => {
      const { server, overseerr } = await start();
      await ask(movie(603, { title: "The Matrix", year: 1999 }), overseerr, { is4k: "both" });
      assert.deepEqual([looks(server), posts(server)], [0, 2]);
    });

    it("of a show costs one look for both", async () => {
      const { server, overseerr } = await start();
      await ask(show(BREAKING_BAD), overseerr, { is4k: "both" });
      assert.deepEqual([looks(server), posts(server)], [1, 2]);
      assert.deepEqual(await nextRun(show(BREAKING_BAD), server, { is4k: "both" }), {
        status: "already_requested",
        calls: 0,
      });
    });

    it("says when no server will ever fetch it", async () => {
      const { overseerr } = await start();
      assert.match((await ask(movie(603), overseerr, { is4k: "yes" })).reason, /no 4K Radarr/);
    });

    it("refused does not hide that the other was requested, nor the other way round", async () => {
      const { overseerr } = await start();
      const { status, outcomes, error } = await ask(movie(603), overseerr, { is4k: "both", asUser: 2 });
      assert.deepEqual(
        outcomes?.map((outcome) => outcome.status),
        ["requested", "failed"],
      );
      assert.deepEqual([status, error?.code], ["failed", "server-permission"]);
    });
  });
});
