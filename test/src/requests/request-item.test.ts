import assert from "node:assert/strict";
import { CancelledError } from "../../../src/errors.ts";
import type { Item } from "../../../src/items/item.ts";
import { normaliseItem } from "../../../src/items/normalise.ts";
import type { Overseerr } from "../../../src/overseerr/overseerr.ts";
import { requestItem } from "../../../src/requests/request-item.ts";
import type { RequestOptions } from "../../../src/requests/request-options.ts";
import { RunLimits } from "../../../src/runs/run-limits.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { StateError } from "../../../src/state/state-error.ts";
import type { Store } from "../../../src/state/store.ts";
import type { OverseerrServer } from "../../servers/overseerr/server.ts";
import { sampleRun } from "../../support/state-samples.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

const movie = (tmdb_id: number, more: object = {}) => ({ title: "", type: "movie", tmdb_id, ...more });
const show = (tmdb_id: number, more: object = {}) => ({ title: "", type: "tv", tmdb_id, ...more });
const BREAKING_BAD = 1396;
const DETAILS = ["GET /movie/{movieId}", "GET /tv/{tvId}"];

describe("requestItem", () => {
  const { start, connect } = overseerrPerTest();
  let store: Store;
  beforeEach(() => {
    store = openStore({ file: ":memory:" });
  });
  afterEach(() => store.close());

  const ask = async (row: object, overseerr: Overseerr, options: RequestOptions = {}, limits?: RunLimits) => {
    const item: Item = { ...normaliseItem(row) };
    const { item: done, error } = await requestItem(
      item,
      { overseerr, store, ...(limits && { limits }) },
      options,
    );
    const { outcome, outcomes } = done;
    return { item: done, error, outcome, outcomes, status: outcome?.status, reason: outcome?.reason ?? "" };
  };
  const posts = (server: OverseerrServer) => server.calls["POST /request"] ?? 0;
  const looks = (server: OverseerrServer) =>
    DETAILS.reduce((sum, route) => sum + (server.calls[route] ?? 0), 0);
  const bodies = (server: OverseerrServer) =>
    server.log.filter(({ method }) => method === "POST").map(({ body }) => body);
  /** What the next run of a process that was started anew asks the server, beside the library. */
  const nextRun = async (row: object, server: OverseerrServer, options?: RequestOptions) => {
    server.resetCalls();
    const result = await ask(row, connect(server), options);
    return {
      status: result.status,
      calls: looks(server) + posts(server) + (server.calls["GET /search"] ?? 0),
    };
  };

  describe("with the numbers of movies checked", () => {
    it("asks nobody for another title, and costs one look", async () => {
      const { server, overseerr } = await start();
      const row = movie(BREAKING_BAD, { title: "Breaking Bad", year: 2008 });
      const { status, reason } = await ask(row, overseerr, { checkIds: true });
      assert.deepEqual([status, looks(server), posts(server)], ["ambiguous", 1, 0]);
      assert.match(reason, /the list says "Breaking Bad"/);
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
      const { item } = await requestItem(normaliseItem(movie(603)), { overseerr }, { runId: "named" });
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
      assert.match(reason, /Declined on the server by its administrator\. Set 'Declined titles'/);
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
        store.insertRun(sampleRun({ id: "run" }));
        store.record("run", overseerr.key, item, new Date().toISOString());
        server[change](server.requests[0]?.id ?? 0);
        const { status, calls } = await nextRun(movie(603), server);
        assert.deepEqual([status, calls], [change === "decline" ? "declined" : "skipped", 1], change);
        assert.equal((await nextRun(movie(603), server)).calls, 0, change);
        store.close();
        store = openStore({ file: ":memory:" });
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
        store.close();
        store = openStore({ file: ":memory:" });
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
      assert.match(reason, /Seasons 1, 2 had been requested before/);
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
      store.insertRun(sampleRun({ id: "run" }));
      store.record("run", overseerr.key, item, new Date().toISOString());
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

  describe("requester", () => {
    it("is the user that the list names, whose approval rules hold", async () => {
      const { server, overseerr } = await start();
      const sources = [
        { provider: "own", list: "a" },
        { provider: "own", list: "b", requestAs: 2 },
      ];
      const { reason } = await ask(movie(603, { sources }), overseerr, { asUser: "list" });
      assert.deepEqual([server.requests[0]?.requestedBy, server.requests[0]?.status], [2, 1]);
      assert.match(reason, /waits for approval/);
    });

    it("without permission is not tried again for every title", async () => {
      const { server, overseerr } = await start();
      const limits = new RunLimits();
      const statuses = [];
      for (const id of [603, 604, 605])
        statuses.push((await ask(movie(id), overseerr, { asUser: 4 }, limits)).error?.code);
      assert.deepEqual(statuses, ["server-permission", "server-permission", "server-permission"]);
      assert.equal(posts(server), 1);
    });

    it("that is no number is refused without a call", async () => {
      const { server, overseerr } = await start();
      const { status, error } = await ask(movie(603), overseerr, { asUser: Number.NaN });
      assert.deepEqual([status, error?.code, posts(server)], ["failed", "bad-input", 0]);
    });
  });

  describe("quota", () => {
    it("used up stops that user and media type; everything else goes on", async () => {
      const { server, overseerr } = await start();
      const limits = new RunLimits();
      const as = (asUser?: number): RequestOptions => ({ ...(asUser && { asUser }), seasons: "first" });
      const statuses = [];
      for (const id of [603, 604, 605, 11, 62])
        statuses.push((await ask(movie(id), overseerr, as(3), limits)).status);
      assert.deepEqual(statuses, [
        "requested",
        "requested",
        "quota_exceeded",
        "quota_exceeded",
        "quota_exceeded",
      ]);
      assert.equal(posts(server), 2, "what the quota does not allow is not tried");
      assert.equal((await ask(show(BREAKING_BAD), overseerr, as(3), limits)).status, "requested");
      assert.equal((await ask(movie(605), overseerr, as(2), limits)).status, "requested");
      assert.equal((await ask(movie(11), overseerr, as(), limits)).status, "requested");
    });

    it("counts seasons: a smaller show may still fit", async () => {
      const { server, overseerr } = await start();
      const limits = new RunLimits();
      const options: RequestOptions = { asUser: 3 };
      const five = await ask(show(BREAKING_BAD), overseerr, options, limits);
      assert.match(
        five.reason,
        /may request 3 seasons in 7 days, and this show asks for 5 seasons: it can never/,
      );
      assert.equal((await ask(show(60059), overseerr, options, limits)).status, "quota_exceeded");
      assert.equal(posts(server), 0);
      assert.equal((await ask(show(70523), overseerr, options, limits)).status, "requested");
    });
  });

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

  describe("answers", () => {
    it("409 means that somebody was faster", async () => {
      const { server, overseerr } = await start();
      await overseerr.index.refresh();
      server.addRequest({ mediaType: "movie", tmdbId: 603, userId: 2 });
      const { status, outcome, error } = await ask(movie(603), overseerr);
      assert.deepEqual([status, outcome?.httpStatus, error], ["already_requested", 409, undefined]);
    });

    it("that got lost do not make a second request", async () => {
      const { server, overseerr } = await start();
      server.fault("POST /request", { reset: true, afterEffect: true });
      const { status, reason } = await ask(movie(603), overseerr);
      assert.equal(status, "requested");
      assert.match(reason, /found there afterwards/);
      assert.equal(server.requests.length, 1);
    });

    it("a request that went through is one, though the database cannot remember it", async () => {
      const { server, overseerr } = await start();
      const limits = new RunLimits(1);
      const { saveTitleDetail } = store;
      store.saveTitleDetail = (key, detail) => {
        if (detail.requests.length > 0) throw new StateError("state-failed", "The disk is full.");
        saveTitleDetail(key, detail);
      };
      const { status, error } = await ask(show(BREAKING_BAD), overseerr, {}, limits);
      assert.deepEqual([status, error], ["requested", undefined]);
      assert.equal((await ask(movie(603), overseerr, {}, limits)).status, "skipped");
      assert.equal(server.requests.length, 1);
    });

    it("a failure is an outcome with code, status and sentence, and nothing is remembered of it", async () => {
      const { server, overseerr } = await start({}, { retries: 0 });
      server.fault("POST /request", { status: 500, json: { message: "boom" } });
      const { status, outcome, error } = await ask(movie(603), overseerr);
      assert.deepEqual([status, outcome?.code, outcome?.httpStatus], ["failed", "server-unavailable", 500]);
      assert.equal(error?.message, outcome?.reason);
      assert.equal((await nextRun(movie(603), server)).status, "requested");
    });

    it("a refused key is told as such", async () => {
      const { server } = await start();
      const { error } = await ask(movie(603), connect(server, { apiKey: "wrong" }));
      assert.equal(error?.code, "server-key");
    });
  });

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
      assert.match(reason, /TMDB show 1398 is "The Sopranos" \(1999\), the list says "Stalker" \(1979\)/);
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

  it("finds an item that nobody has searched for yet", async () => {
    const { overseerr } = await start();
    assert.equal((await ask({ title: "Dune", year: 1984, type: "movie" }, overseerr)).status, "requested");
    assert.equal((await ask({ title: "Dune", type: "movie" }, overseerr)).status, "ambiguous");
    assert.equal((await ask({ title: "Zzzz", year: 1984, type: "movie" }, overseerr)).status, "not_found");
  });

  it("throws when it is cancelled, and nothing is sent", async () => {
    const { server, overseerr } = await start();
    await assert.rejects(ask(movie(603), overseerr, { signal: AbortSignal.abort() }), CancelledError);
    assert.equal(posts(server), 0);
  });

  it("works without a database", async () => {
    const { server, overseerr } = await start();
    for (const expected of ["requested", "already_requested"]) {
      const { item } = await requestItem(normaliseItem(show(BREAKING_BAD)), { overseerr });
      assert.equal(item.outcome?.status, expected);
    }
    assert.equal(looks(server), 1);
  });
});
