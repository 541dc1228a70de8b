import assert from "node:assert/strict";
import type { RequestOptions } from "../../../src/requests/request-options.ts";
import { BREAKING_BAD, bodies, looks, posts, requestItemPerTest, show } from "../../support/request-item.ts";
import { sampleRun } from "../../support/state-samples.ts";

describe("requestItem", () => {
  const { start, connect, ask, database, forget, nextRun } = requestItemPerTest();

  describe("shows", () => {
    it("are asked for by season numbers, without specials, after one look", async () => {
      const { server, overseerr } = await start();
      const { outcome, item } = await ask(show(BREAKING_BAD), overseerr);
      assert.deepEqual(bodies(server), [
        { mediaType: "tv", mediaId: BREAKING_BAD, is4k: false, seasons: [1, 2, 3, 4, 5] },
      ]);
      assert.deepEqual(outcome?.seasons, [1, 2, 3, 4, 5]);
      assert.equal(item.title, "Breaking Bad");
      assert.equal(looks(server), 1);
      assert.deepEqual(await nextRun(show(BREAKING_BAD), server), { status: "already_requested", calls: 0 });
    });

    it("with some seasons asked for get the others, on every product", async () => {
      for (const product of ["Overseerr", "Jellyseerr", "Seerr"] as const) {
        const { server, overseerr } = await start({ product });
        server.addRequest({ mediaType: "tv", tmdbId: BREAKING_BAD, seasons: [1, 2], userId: 2 });
        const { outcome } = await ask(show(BREAKING_BAD), overseerr);
        assert.deepEqual([outcome?.status, outcome?.seasons], ["requested", [3, 4, 5]], product);
        assert.deepEqual(await nextRun(show(BREAKING_BAD), server), {
          status: "already_requested",
          calls: 0,
        });
        await forget();
      }
    });

    it("get the seasons that the list names", async () => {
      const { server, overseerr } = await start();
      const row = show(BREAKING_BAD, { seasons: [5, 2, 77] });
      const { outcome } = await ask(row, overseerr, { seasons: "listed" });
      assert.deepEqual(outcome?.seasons, [2, 5]);
      assert.deepEqual(await nextRun(row, server, { seasons: "listed" }), {
        status: "already_requested",
        calls: 0,
      });
    });

    it("get their specials only if asked for, and only from a server that takes them", async () => {
      const options: RequestOptions = { specials: true, dryRun: true };
      const without = await start();
      assert.deepEqual(
        (await ask(show(BREAKING_BAD), without.overseerr, options)).outcome?.seasons,
        [1, 2, 3, 4, 5],
      );
      const taking = await start();
      taking.server.settings.enableSpecialEpisodes = true;
      const { outcome } = await ask(show(BREAKING_BAD), taking.overseerr, options);
      assert.deepEqual(outcome?.seasons, [0, 1, 2, 3, 4, 5]);
    });

    it("of which others asked for seasons meanwhile say so, and are looked at again", async () => {
      const { server, overseerr } = await start();
      await overseerr.index.refresh();
      await overseerr.details("tv", BREAKING_BAD);
      server.fault("POST /request", {
        delayMs: 1,
        when: () => {
          server.addRequest({ mediaType: "tv", tmdbId: BREAKING_BAD, seasons: [1, 2], userId: 2 });
          return true;
        },
      });
      const { outcome, reason } = await ask(show(BREAKING_BAD), overseerr);
      assert.deepEqual([outcome?.status, outcome?.seasons], ["requested", [3, 4, 5]]);
      assert.match(reason, /Seasons 1, 2 had already been requested/);
      assert.equal((await nextRun(show(BREAKING_BAD), server)).calls, 0);
    });

    it("with nothing left are already requested, and not asked for in the next run", async () => {
      const { server, overseerr } = await start();
      server.fault("POST /request", {
        delayMs: 1,
        when: () => {
          server.addRequest({ mediaType: "tv", tmdbId: BREAKING_BAD, seasons: [1, 2, 3, 4, 5], userId: 2 });
          return true;
        },
      });
      const { outcome } = await ask(show(BREAKING_BAD), overseerr);
      assert.deepEqual([outcome?.status, outcome?.httpStatus], ["already_requested", 202]);
      assert.deepEqual(await nextRun(show(BREAKING_BAD), server), { status: "already_requested", calls: 0 });
    });

    it("that the server takes and drops for want of a TVDB id have failed", async () => {
      const { server, overseerr } = await start({ services: true });
      const noTvdb = server.catalogue.titles.find(
        (title) => title.mediaType === "tv" && title.tvdbId === undefined,
      );
      const { status, reason, outcome } = await ask(show(noTvdb?.tmdbId ?? 0), overseerr);
      assert.deepEqual([status, outcome?.code, outcome?.httpStatus], ["failed", "server-dropped", 201]);
      assert.match(reason, /Sonarr needs a TVDB id/);
      assert.equal(server.requests.length, 0);
    });

    it("get the list's TVDB id where TMDB has none", async () => {
      const { server, overseerr } = await start({ services: true });
      const noTvdb = server.catalogue.titles.find(
        (title) => title.mediaType === "tv" && title.tvdbId === undefined,
      );
      const { status } = await ask(show(noTvdb?.tmdbId ?? 0, { tvdb_id: 4711 }), overseerr);
      assert.equal(status, "requested");
      assert.equal((bodies(server)[0] as { tvdbId?: number }).tvdbId, 4711);
    });

    it("partly there are looked at again before anything is sent, for somebody may have declined meanwhile", async () => {
      const { server, overseerr } = await start();
      const seasons = [1, 2, 3, 4].map((seasonNumber) => ({ seasonNumber, status: 5 }));
      server.addMedia({ mediaType: "tv", tmdbId: BREAKING_BAD, status: 4, seasons });
      const dry = await ask(show(BREAKING_BAD), overseerr, { dryRun: true });
      assert.deepEqual(dry.outcome?.seasons, [5]);
      server.decline(
        server.addRequest({ mediaType: "tv", tmdbId: BREAKING_BAD, seasons: [5], status: 1 }).id,
      );
      const later: RequestOptions = { now: () => new Date(Date.now() + 6 * 3_600_000) };
      assert.equal((await nextRun(show(BREAKING_BAD), server, later)).status, "declined");
      assert.equal(posts(server), 0);
    });

    it("partly there, of which somebody deleted our request, are not asked for again", async () => {
      const { server, overseerr } = await start();
      const seasons = [1, 2, 3, 4].map((seasonNumber) => ({ seasonNumber, status: 5 }));
      server.addMedia({ mediaType: "tv", tmdbId: BREAKING_BAD, status: 4, seasons });
      const { item, outcome } = await ask(show(BREAKING_BAD), overseerr);
      assert.deepEqual([outcome?.status, outcome?.seasons], ["requested", [5]]);
      await database().insertRun(sampleRun({ id: "run" }));
      await database().record("run", overseerr.key, item, new Date().toISOString());
      server.deleteRequest(outcome?.requestId ?? 0);
      const later = { now: () => new Date(Date.now() + 10 * 86_400_000) };
      const { status, reason } = await ask(show(BREAKING_BAD), connect(server), later);
      assert.equal(status, "skipped");
      assert.match(reason, /deleted on the server.*Deleted titles/);
      assert.deepEqual(server.requests, []);
      const again = await ask(show(BREAKING_BAD), connect(server), { ...later, onDeleted: "request" });
      assert.deepEqual(again.outcome?.seasons, [5]);
    });

    it("new seasons are found within eight days, and not looked for every day", async () => {
      const { server, overseerr } = await start();
      const on = (day: number): RequestOptions => ({ now: () => new Date(Date.now() + day * 86_400_000) });
      await ask(show(BREAKING_BAD), overseerr, on(0));
      assert.equal((await nextRun(show(BREAKING_BAD), server, on(5))).calls, 0);
      assert.equal((await nextRun(show(BREAKING_BAD), server, on(8.1))).calls, 1);
    });
  });
});
