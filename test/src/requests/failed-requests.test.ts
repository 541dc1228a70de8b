import assert from "node:assert/strict";
import { newsWatch } from "../../../src/requests/news-watch.ts";
import { Scope } from "../../../src/scope.ts";
import { poll } from "../../support/poll.ts";
import { PRODUCTS, requestRunsPerTest, statusesOf } from "../../support/request-runs.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

const MATRIX = { title: "", type: "movie", tmdb_id: 603 };
const HEAT = { title: "", type: "movie", tmdb_id: 949 };
const BREAKING_BAD = { title: "", type: "tv", tmdb_id: 1396 };
const FAILED = 4;
const READ = "GET /request/count";
const RETRY = "POST /request/{requestId}/retry";

describe("a request that Radarr or Sonarr refused", () => {
  const start = requestRunsPerTest();
  const { start: startServer } = overseerrPerTest();

  for (const product of PRODUCTS) {
    describe(product, () => {
      /** A movie and a show that were requested and failed, and a movie that is on its way. */
      async function refused() {
        const world = await start({ product, services: true });
        const { server, run } = world;
        server.settings.refusedByService = [
          { mediaType: "movie", tmdbId: 603 },
          { mediaType: "tv", tmdbId: 1396 },
        ];
        assert.deepEqual(statusesOf(await run([MATRIX, BREAKING_BAD, HEAT])), [
          "requested",
          "requested",
          "requested",
        ]);
        await poll(() => server.requests.filter(({ status }) => status === FAILED)[1], "the refusals");
        return world;
      }

      it("is no title on its way but a failure that says what to do, in every later run", async () => {
        const { run, calls } = await refused();
        for (const _ of ["the next run", "the one after it"]) {
          const items = await run([MATRIX, BREAKING_BAD, HEAT]);
          assert.deepEqual(statusesOf(items), ["failed", "failed", "already_requested"]);
          assert.equal(items[0]?.outcome?.code, "server-handover");
          assert.match(
            items[0]?.outcome?.reason ?? "",
            /Radarr refused the request.*Press Retry on the server/,
          );
          assert.match(
            items[1]?.outcome?.reason ?? "",
            /Sonarr refused the request.*Press Retry on the server/,
          );
          assert.deepEqual([calls(READ), calls("POST /request")], [1, 0]);
        }
      });

      it("is on its way again once somebody has retried it", async () => {
        const { server, run } = await refused();
        server.settings.refusedByService = [];
        for (const { id, status } of server.requests) if (status === FAILED) server.approve(id);
        assert.deepEqual(statusesOf(await run([MATRIX, BREAKING_BAD])), [
          "already_requested",
          "already_requested",
        ]);
      });

      it("is retried once a run when the node is told to, and never in a dry run", async () => {
        const { server, run, calls } = await refused();
        assert.deepEqual(statusesOf(await run([MATRIX], { retryFailed: true, dryRun: true })), ["failed"]);
        assert.equal(calls(RETRY), 0);
        server.settings.refusedByService = [];
        const items = await run([MATRIX, BREAKING_BAD], { retryFailed: true });
        assert.deepEqual(statusesOf(items), ["already_requested", "already_requested"]);
        assert.match(
          items[0]?.outcome?.reason ?? "",
          /Radarr had refused request \d; it was submitted again/,
        );
        assert.equal(calls(RETRY), 2);
        assert.deepEqual(
          server.requests.map(({ status }) => status).filter((status) => status === FAILED),
          [],
        );
        await run([MATRIX, BREAKING_BAD], { retryFailed: true });
        assert.equal(calls(RETRY), 0);
      });

      it("that somebody else made is theirs", async () => {
        const { server, run, calls } = await start({ product });
        server.addRequest({ mediaType: "movie", tmdbId: 603, status: FAILED, userId: 2 });
        const media = server.media.find(({ tmdbId }) => tmdbId === 603);
        if (media) media.status = 3;
        assert.deepEqual(statusesOf(await run([MATRIX], { retryFailed: true })), ["already_requested"]);
        assert.deepEqual([calls(READ), calls(RETRY)], [0, 0]);
      });
    });
  }

  describe("is read", () => {
    it("only when our memory holds a request that is on its way", async () => {
      const { server, run, calls } = await start();
      await run([MATRIX, HEAT]);
      assert.equal(calls(READ), 0);
      server.available("movie", 603);
      server.available("movie", 949);
      assert.deepEqual(statusesOf(await run([MATRIX, HEAT])), ["already_available", "already_available"]);
      assert.equal(calls(READ), 0);
    });

    it("after the first request was posted, and once", async () => {
      const { server, run, calls } = await start({}, { concurrency: 2 });
      const rows = server.catalogue.titles
        .filter(({ mediaType }) => mediaType === "movie")
        .slice(0, 12)
        .map(({ tmdbId }) => ({ title: "", type: "movie", tmdb_id: tmdbId }));
      await run(rows.slice(0, 6));
      server.latency[READ] = 300;
      assert.equal(statusesOf(await run(rows)).filter((status) => status === "requested").length, 6);
      const routes = server.log.map(({ route }) => route);
      assert.ok(routes.indexOf("POST /request") < routes.indexOf(READ), routes.join());
      assert.equal(calls(READ), 1);
    });

    it("when many titles wait for it, though others are still being decided", async () => {
      const { server, overseerr } = await startServer();
      const watch = newsWatch(overseerr, new Scope("many"), 1000);
      watch.begin();
      const news = await Promise.all(Array.from({ length: 100 }, () => watch.news(undefined)));
      assert.ok(news.every((one) => one?.failed.size === 0));
      assert.equal(server.calls[READ], 1);
    });

    it("once, without a second try, and what cannot be read changes nothing", async () => {
      const { server, run, calls } = await start();
      await run([MATRIX]);
      server.fault(READ, { status: 500, json: { message: "boom" } });
      assert.deepEqual(statusesOf(await run([MATRIX])), ["already_requested"]);
      assert.equal(calls(READ), 1);
    });
  });
});
