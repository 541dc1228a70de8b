import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { createHealth } from "../../../../src/overseerr/health/health.ts";
import type { RequestBody, RequestResult } from "../../../../src/overseerr/overseerr.ts";
import type { ServerError } from "../../../../src/overseerr/server-error.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

const movie: RequestBody = { mediaType: "movie", mediaId: 278, is4k: false };
const show: RequestBody = { mediaType: "tv", mediaId: 1396, is4k: false, seasons: [1, 2] };

const created = (result: RequestResult) => {
  assert.equal(result.kind, "created");
  return result.kind === "created" ? result : assert.fail();
};

describe("Overseerr.createRequest", () => {
  const { start } = overseerrPerTest();

  describe("what it sends", () => {
    it("always sends is4k, and leaves out what is absent", async () => {
      const { server, overseerr } = await start();
      const result = created(await overseerr.createRequest({ ...movie, profileId: undefined, tvdbId: 5 }));
      assert.deepEqual(server.log[0]?.body, { mediaType: "movie", mediaId: 278, is4k: false });
      assert.deepEqual(
        { status: result.status, is4k: result.is4k, seasons: result.seasons, by: result.requestedBy },
        { status: 2, is4k: false, seasons: [], by: 1 },
      );
    });

    it("names server, profile, folder and tags when asked to", async () => {
      const { server, overseerr } = await start();
      await overseerr.createRequest({
        ...movie,
        is4k: true,
        serverId: 0,
        profileId: 4,
        rootFolder: "/movies",
        tags: [1],
      });
      assert.deepEqual(server.log[0]?.body, {
        mediaType: "movie",
        mediaId: 278,
        is4k: true,
        serverId: 0,
        profileId: 4,
        rootFolder: "/movies",
        tags: [1],
      });
    });

    it("requests in a user's name, whose requests then wait for approval", async () => {
      const { server, overseerr } = await start();
      const result = created(await overseerr.createRequest(movie, { asUser: 2 }));
      assert.deepEqual([result.status, result.requestedBy], [1, 2]);
      assert.equal(server.log[0]?.asUser, "2");
    });

    it("refuses a show without season numbers, and what is no id, before it sends anything", async () => {
      const { server, overseerr } = await start();
      for (const body of [
        { ...show, seasons: undefined },
        { ...show, seasons: [] },
        { ...show, seasons: [1, -1] },
        { ...movie, mediaId: 0 },
      ])
        await assert.rejects(overseerr.createRequest(body), { code: "bad-input" });
      assert.deepEqual(server.calls, {});
    });
  });

  describe("what it makes of the answer", () => {
    it("says which seasons the server really took", async () => {
      const { overseerr } = await start();
      await overseerr.createRequest(show);
      const second = created(await overseerr.createRequest({ ...show, seasons: [2, 3] }));
      assert.deepEqual(second.seasons, [3]);
    });

    it("202: nothing is left to request", async () => {
      const { overseerr } = await start();
      await overseerr.createRequest(show);
      assert.deepEqual(await overseerr.createRequest(show), {
        kind: "nothing-left",
        message: "No seasons available to request",
      });
    });

    it("201 without an id: the request has vanished again", async () => {
      const { server, overseerr } = await start();
      server.fault("POST /request", {
        status: 201,
        json: { type: "tv", media: { id: 4, status: 2 }, seasons: [] },
      });
      const result = await overseerr.createRequest(show);
      assert.equal(result.kind, "vanished");
      assert.match(result.kind === "vanished" ? result.message : "", /TVDB id/);
      assert.equal(overseerr.index.get("tv", 1396), undefined);
    });

    it("notes the request in the index, HD and 4K apart", async () => {
      const { overseerr } = await start();
      await overseerr.createRequest(movie, { asUser: 2 });
      await overseerr.createRequest({ ...movie, is4k: true });
      const entry = overseerr.index.get("movie", 278);
      assert.deepEqual([entry?.status, entry?.status4k], [2, 3]);
    });

    it("notes a request that somebody else made since the library was read", async () => {
      const { server, overseerr } = await start();
      server.addRequest({ mediaType: "movie", tmdbId: 278, status: 1, userId: 2 });
      await assert.rejects(overseerr.createRequest(movie), { code: "server-duplicate" });
      assert.equal(overseerr.index.get("movie", 278)?.status, 2);
    });

    it("takes a request away again", async () => {
      const { server, overseerr } = await start();
      const { id } = created(await overseerr.createRequest(movie));
      await overseerr.deleteRequest(id);
      assert.equal(server.requests.length, 0);
      await assert.rejects(overseerr.deleteRequest(id), { code: "server-rejected", httpStatus: 404 });
    });
  });

  describe("when the answer gets lost", () => {
    for (const [name, fault] of [
      ["the connection was lost", { reset: true, afterEffect: true }],
      ["no answer came in time", { hang: true, afterEffect: true }],
      ["a proxy gave up", { status: 504, html: true, afterEffect: true }],
    ] as const) {
      it(`finds the request that took effect though ${name}, and posts no second one`, async () => {
        const { server, overseerr } = await start({}, { timeoutMs: 150 });
        server.fault("POST /request", fault);
        const result = created(await overseerr.createRequest(show, { asUser: 2 }));
        assert.equal(result.foundAfterwards, true);
        assert.deepEqual(result.seasons, [1, 2]);
        assert.equal(server.requests.length, 1);
        assert.deepEqual([server.calls["POST /request"], server.calls["GET /tv/{tvId}"]], [1, 1]);
      });
    }

    it("looks, then posts again when nothing took effect and the connection broke off", async () => {
      const { server, overseerr } = await start();
      server.fault("POST /request", { reset: true });
      const result = created(await overseerr.createRequest(movie));
      assert.equal(result.foundAfterwards, undefined);
      assert.equal(server.requests.length, 1);
      assert.deepEqual(server.calls, { "POST /request": 2, "GET /movie/{movieId}": 1 });
    });

    it("looks again instead of posting again while the server may still be at work on the first one", async () => {
      const { server, overseerr } = await start({}, { timeoutMs: 150, backoffMs: 60 });
      server.fault("POST /request", { delayMs: 400 });
      const result = created(await overseerr.createRequest(movie));
      assert.equal(result.foundAfterwards, true);
      assert.equal(server.calls["POST /request"], 1);
      assert.equal(server.requests.length, 1);
    });

    it("leaves it to the next run when a proxy gave up and nothing took effect", async () => {
      const { server, overseerr } = await start();
      server.fault("POST /request", { status: 504, html: true });
      await assert.rejects(overseerr.createRequest(movie), { code: "server-unavailable", httpStatus: 504 });
      assert.deepEqual(server.calls, { "POST /request": 1, "GET /movie/{movieId}": 3 });
    });

    it("does not take another user's request, a declined one or one in 4K for its own", async () => {
      const { server, overseerr } = await start();
      server.addRequest({ mediaType: "movie", tmdbId: 278, status: 3, userId: 2 });
      server.addRequest({ mediaType: "movie", tmdbId: 278, is4k: true, userId: 2 });
      server.fault("POST /request", { reset: true });
      const result = created(await overseerr.createRequest(movie, { asUser: 2 }));
      assert.equal(result.foundAfterwards, undefined);
      assert.equal(server.requests.filter(({ is4k, status }) => !is4k && status !== 3).length, 1);
    });

    it("posts again for the seasons that an earlier request does not cover", async () => {
      const { server, overseerr } = await start();
      server.addRequest({ mediaType: "tv", tmdbId: 1396, seasons: [1] });
      server.fault("POST /request", { reset: true });
      const result = created(await overseerr.createRequest(show));
      assert.deepEqual(result.seasons, [2]);
    });

    it("does not post again without having looked", async () => {
      const { server, overseerr } = await start({}, { retries: 1 });
      server.fault("POST /request", { reset: true });
      server.fault("GET /movie/{movieId}", { status: 503, times: 2 });
      await assert.rejects(overseerr.createRequest(movie), { code: "server-unreachable" });
      assert.equal(server.calls["POST /request"], 1);
    });

    it("does not pile requests up inside a server that hangs", async () => {
      const { server, overseerr } = await start({}, { timeoutMs: 80, retries: 3 });
      server.fault("POST /request", { hang: true, times: 9 });
      await assert.rejects(overseerr.createRequest(movie), { code: "server-timeout" });
      assert.equal(server.calls["POST /request"], 1);
    });

    it("waits as long as Retry-After says, and not for hours", async () => {
      const { server, overseerr } = await start();
      server.fault("POST /request", { status: 503, headers: { "retry-after": "1" } });
      const begun = performance.now();
      created(await overseerr.createRequest(movie));
      assert.ok(performance.now() - begun >= 990);
      server.fault("POST /request", { status: 429, headers: { "retry-after": "7200" } });
      await assert.rejects(
        overseerr.createRequest({ ...movie, mediaId: 13 }),
        (error: ServerError) => error.code === "server-rate-limited" && error.retryAfterMs === 7_200_000,
      );
    });

    it("ends as cancelled while it waits to try again", async () => {
      const { server, overseerr } = await start({}, { backoffMs: 60_000 });
      server.fault("POST /request", { status: 503 });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 40);
      await assert.rejects(overseerr.createRequest(movie, { signal: controller.signal }), {
        code: "cancelled",
      });
      assert.equal(server.calls["POST /request"], 1);
    });
  });

  describe("side by side", () => {
    it("posts the same title only once at a time, so that one request comes of five", async () => {
      const { server, overseerr } = await start({}, { concurrency: 5 });
      server.latency["POST /request"] = 10;
      const results = await Promise.allSettled(
        Array.from({ length: 5 }, () => overseerr.createRequest(movie)),
      );
      assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
      assert.equal(server.requests.length, 1);
      assert.equal(server.media.length, 1);
      assert.equal(server.maxParallel, 1);
    });

    it("posts different titles side by side", async () => {
      const { server, overseerr } = await start({}, { concurrency: 4 });
      server.latency["POST /request"] = 20;
      await Promise.all(
        [278, 13, 27205, 603].map((mediaId) => overseerr.createRequest({ ...movie, mediaId })),
      );
      assert.equal(server.maxParallel, 4);
      assert.equal(server.requests.length, 4);
    });

    it("never posts a title whose caller gave up while it waited for its turn", async () => {
      const { server, overseerr } = await start();
      server.latency["POST /request"] = 40;
      const controller = new AbortController();
      const first = overseerr.createRequest(movie);
      const second = overseerr.createRequest({ ...movie, is4k: true }, { signal: controller.signal });
      controller.abort();
      await assert.rejects(second, { code: "cancelled" });
      created(await first);
      created(await overseerr.createRequest({ ...movie, is4k: true }));
      assert.equal(server.calls["POST /request"], 2);
    });

    it("never posts a title whose caller gave up while its call waited behind others", async () => {
      const { server, overseerr } = await start({}, { concurrency: 1 });
      await overseerr.product();
      server.latency["GET /movie/{movieId}"] = 200;
      const before = overseerr.details("movie", 278);
      const controller = new AbortController();
      const waiting = overseerr.createRequest(movie, { signal: controller.signal });
      setTimeout(() => controller.abort(), 50);
      await assert.rejects(waiting, { code: "cancelled" });
      await before;
      assert.equal(server.calls["POST /request"] ?? 0, 0);
    });

    it("never posts a title whose caller gave up while the right to change anything was waited for", async () => {
      const { server, overseerr } = await start();
      const controller = new AbortController();
      const { signal } = controller;
      const watched = overseerr.watchedBy(createHealth(), async (waiting) => {
        setTimeout(() => controller.abort(), 20);
        while (!waiting?.aborted) await sleep(5);
      });
      await assert.rejects(watched.createRequest(movie, { signal }), { code: "cancelled" });
      assert.equal(server.calls["POST /request"] ?? 0, 0);
    });

    it("does not wait for the end of a pause when its caller gives up", async () => {
      const { server, overseerr } = await start({}, { retries: 0 });
      const health = createHealth({ failuresInARow: 1, firstPauseMs: 60_000 });
      const watched = overseerr.watchedBy(health);
      server.fault("POST /request", { status: 503 });
      const controller = new AbortController();
      const { signal } = controller;
      const first = watched.createRequest(movie, { signal });
      while (health.pausedUntil === undefined) await sleep(5);
      const second = watched.createRequest({ ...movie, mediaId: 13 }, { signal });
      controller.abort();
      await assert.rejects(first);
      await assert.rejects(second, { code: "cancelled" });
      assert.equal(server.calls["POST /request"], 1);
    });
  });
});
