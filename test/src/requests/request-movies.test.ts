import assert from "node:assert/strict";
import { normaliseItem } from "../../../src/items/normalise.ts";
import { requestItem } from "../../../src/requests/request-item.ts";
import type { RequestOptions } from "../../../src/requests/request-options.ts";
import { RunLimits } from "../../../src/runs/run-limits.ts";
import { Scope } from "../../../src/scope.ts";
import {
  BREAKING_BAD,
  bodies,
  looks,
  movie,
  posts,
  requestItemPerTest,
  show,
} from "../../support/request-item.ts";
import { sampleRun } from "../../support/state-samples.ts";

describe("requestItem", () => {
  const { start, ask, database, forget, nextRun } = requestItemPerTest();

  describe("with the numbers of movies checked", () => {
    it("asks nobody for another title, and costs one look", async () => {
      const { server, overseerr } = await start();
      const row = movie(BREAKING_BAD, { title: "Breaking Bad", year: 2008 });
      const { status, reason } = await ask(row, overseerr, { checkIds: true });
      assert.deepEqual([status, looks(server), posts(server)], ["ambiguous", 1, 0]);
      assert.match(reason, /but the list has "Breaking Bad"/);
      assert.deepEqual(await nextRun(row, server, { checkIds: true }), { status: "ambiguous", calls: 0 });
    });

    it("requests what the IMDb id names", async () => {
      const { server, overseerr } = await start();
      const row = movie(BREAKING_BAD, { title: "Breaking Bad", year: 2008, imdb_id: "tt0903747" });
      assert.equal((await ask(row, overseerr, { checkIds: true })).status, "requested");
      assert.deepEqual(
        bodies(server).map((body) => (body as { mediaType: string }).mediaType),
        ["tv"],
      );
    });

    it("requests a movie whose number fits", async () => {
      const { server, overseerr } = await start();
      const row = movie(603, { title: "The Matrix", year: 1999 });
      assert.equal((await ask(row, overseerr, { checkIds: true })).status, "requested");
      assert.deepEqual([looks(server), posts(server)], [1, 1]);
    });
  });

  describe("movies", () => {
    it("get their name first when the list gives a number alone", async () => {
      const { server, overseerr } = await start();
      const { item } = await requestItem(
        normaliseItem(movie(603)),
        { overseerr },
        { scope: new Scope("named") },
      );
      assert.deepEqual([item.title, item.year, item.outcome?.status], ["The Matrix", 1999, "requested"]);
      assert.deepEqual([looks(server), posts(server)], [1, 1]);
    });

    it("are requested with one call, and not again in the next run", async () => {
      const { server, overseerr } = await start();
      const { outcome } = await ask(movie(603, { title: "The Matrix" }), overseerr);
      assert.deepEqual(bodies(server), [{ mediaType: "movie", mediaId: 603, is4k: false }]);
      assert.equal(outcome?.status, "requested");
      assert.equal(outcome?.requestId, server.requests[0]?.id);
      assert.equal(looks(server), 0);
      assert.deepEqual(await nextRun(movie(603), server), { status: "already_requested", calls: 0 });
    });

    it("that are there, asked for or blocked cost no call", async () => {
      const { server, overseerr } = await start();
      server.addMedia({ mediaType: "movie", tmdbId: 11, status: 5 });
      server.addRequest({ mediaType: "movie", tmdbId: 62, status: 1 });
      server.block("movie", 949);
      const statuses = [];
      for (const id of [11, 62, 949]) statuses.push((await ask(movie(id), overseerr)).status);
      assert.deepEqual(statuses, ["already_available", "already_requested", "blocklisted"]);
      assert.equal(looks(server) + posts(server), 0);
    });

    it("that somebody declined are looked at once, and never in the next run", async () => {
      const { server, overseerr } = await start();
      const request = server.addRequest({ mediaType: "movie", tmdbId: 603, status: 1 });
      server.decline(request.id);
      const { status, reason } = await ask(movie(603), overseerr);
      assert.equal(status, "declined");
      assert.match(
        reason,
        /Declined by an administrator of the server\. To request it again, set "Declined titles"/,
      );
      assert.deepEqual([looks(server), posts(server)], [1, 0]);
      assert.deepEqual(await nextRun(movie(603), server), { status: "declined", calls: 0 });
    });

    it("that somebody declined are asked for again when told to", async () => {
      const { server, overseerr } = await start();
      server.decline(server.addRequest({ mediaType: "movie", tmdbId: 603, status: 1 }).id);
      assert.equal((await ask(movie(603), overseerr, { onDeclined: "request" })).status, "requested");
    });

    it("of ours that are declined or deleted later are not asked for again", async () => {
      for (const change of ["decline", "deleteRequest"] as const) {
        const { server, overseerr } = await start();
        const { item } = await ask(movie(603), overseerr);
        await database().insertRun(sampleRun({ id: "run" }));
        await database().record("run", overseerr.key, item, new Date().toISOString());
        server[change](server.requests[0]?.id ?? 0);
        const { status, calls } = await nextRun(movie(603), server);
        assert.deepEqual([status, calls], [change === "decline" ? "declined" : "skipped", 1], change);
        assert.equal((await nextRun(movie(603), server)).calls, 0, change);
        await forget();
      }
    });

    it("declined by somebody since the last look are seen before anything is sent", async () => {
      const { server, overseerr } = await start();
      server.addMedia({ mediaType: "movie", tmdbId: 603, status4k: 5 });
      assert.equal((await ask(movie(603), overseerr, { dryRun: true })).status, "would_request");
      server.decline(server.addRequest({ mediaType: "movie", tmdbId: 603, status: 1 }).id);
      const later: RequestOptions = { now: () => new Date(Date.now() + 6 * 3_600_000) };
      assert.equal((await nextRun(movie(603), server, later)).status, "declined");
      assert.equal(posts(server), 0);
    });

    it("that two items name at the same time are requested once", async () => {
      const { server, overseerr } = await start();
      server.decline(server.addRequest({ mediaType: "movie", tmdbId: 603, status: 1 }).id);
      const rows = [movie(603), { title: "", imdb_id: "tt0133093" }];
      const limits = new RunLimits(2);
      const done = await Promise.all(
        rows.map((row) => ask(row, overseerr, { onDeclined: "request" }, limits)),
      );
      assert.deepEqual(done.map(({ status }) => status).sort(), ["already_requested", "requested"]);
      assert.equal(posts(server), 1);
    });

    it("and a show of the same number are both requested", async () => {
      const { server, overseerr } = await start();
      await ask(movie(BREAKING_BAD), overseerr);
      await ask(show(BREAKING_BAD), overseerr);
      assert.deepEqual(
        server.requests.map(({ type }) => type),
        ["movie", "tv"],
      );
    });
  });
});
