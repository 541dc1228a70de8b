import assert from "node:assert/strict";
import { bodies, posts, requestItemPerTest } from "../../support/request-item.ts";

describe("requestItem", () => {
  const { start, ask } = requestItemPerTest();

  describe("a TMDB number of another title", () => {
    it("is noticed by name and year, and the IMDb id decides", async () => {
      const { server, overseerr } = await start();
      const row = { title: "Stalker", year: 1979, type: "tv", tmdb_id: 1398, imdb_id: "tt0079944" };
      assert.equal((await ask(row, overseerr)).status, "requested");
      assert.deepEqual(bodies(server), [{ mediaType: "movie", mediaId: 1398, is4k: false }]);
    });

    it("without an IMDb id is a person's to decide", async () => {
      const { server, overseerr } = await start();
      const { status, reason } = await ask(
        { title: "Stalker", year: 1979, type: "tv", tmdb_id: 1398 },
        overseerr,
      );
      assert.equal(status, "ambiguous");
      assert.match(reason, /TMDB show 1398 is "The Sopranos" \(1999\), but the list has "Stalker" \(1979\)/);
      assert.equal(posts(server), 0);
    });

    it("is not seen in a translated title of the right year", async () => {
      const { overseerr } = await start();
      const row = { title: "Haus des Geldes", year: 2017, type: "tv", tmdb_id: 71446 };
      assert.equal((await ask(row, overseerr)).status, "requested");
    });

    it("is not seen in a server that is busy, though the IMDb id is known to be another title's", async () => {
      const { server, overseerr } = await start({}, { retries: 0 });
      await ask({ title: "", imdb_id: "tt0079944" }, overseerr, { dryRun: true });
      server.fault("POST /request", { status: 503, html: true });
      const row = { title: "The Matrix", year: 1999, type: "movie", tmdb_id: 603, imdb_id: "tt0079944" };
      assert.equal((await ask(row, overseerr)).error?.code, "server-unavailable");
      assert.deepEqual(server.requests, []);
    });

    it("is not seen in a failure of TMDB", async () => {
      const { server, overseerr } = await start({}, { retries: 0 });
      server.fault("GET /tv/{tvId}", { status: 500, json: { message: "Unable to retrieve series." } });
      const row = { title: "Breaking Bad", year: 2008, type: "tv", tmdb_id: 1396, imdb_id: "tt0903747" };
      assert.equal((await ask(row, overseerr)).error?.code, "server-unavailable");
      assert.equal(posts(server), 0);
    });
  });
});
