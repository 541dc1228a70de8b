import assert from "node:assert/strict";
import { PRODUCTS, requestRunsPerTest, statusesOf } from "../../../support/request-runs.ts";

const DAY = 86_400_000;
const LIMITED = 3;
const FREE = 2;
const movie = (tmdb_id: number) => ({ title: "", type: "movie", tmdb_id });
const BREAKING_BAD = { title: "", type: "tv", tmdb_id: 1396 };
const POST = "POST /request";
const QUOTA = "GET /user/{userId}/quota";

describe("a quota", () => {
  const start = requestRunsPerTest();

  for (const product of PRODUCTS) {
    describe(product, () => {
      async function world(concurrency = 50) {
        const runs = await start({ product }, { concurrency });
        const user = runs.server.users.find(({ id }) => id === LIMITED);
        assert.ok(user);
        Object.assign(user, { movieQuotaLimit: 5, movieQuotaDays: 7, tvQuotaLimit: 3, tvQuotaDays: 7 });
        const { titles } = runs.server.catalogue;
        const rows = titles
          .filter(({ mediaType }) => mediaType === "movie")
          .map(({ tmdbId }) => movie(tmdbId));
        return { ...runs, user, rows };
      }

      it("is kept however many requests are under way at once", async () => {
        for (const concurrency of [1, 4, 10, 50]) {
          const { server, run, rows, calls } = await world(concurrency);
          const items = await run(rows.slice(0, 40), { asUser: LIMITED });
          assert.equal(statusesOf(items).filter((status) => status === "requested").length, 5);
          assert.equal(statusesOf(items).filter((status) => status === "quota_exceeded").length, 35);
          assert.deepEqual([server.requests.length, calls(POST), calls(QUOTA)], [5, 5, 1]);
        }
      });

      it("is counted in seasons, and kept by shows side by side", async () => {
        const { server, run } = await world();
        const shows = server.catalogue.titles
          .filter(({ mediaType }) => mediaType === "tv")
          .map(({ tmdbId }) => ({ title: "", type: "tv", tmdb_id: tmdbId }));
        const items = await run(shows.slice(0, 12), { asUser: LIMITED, seasons: "first" });
        assert.equal(statusesOf(items).filter((status) => status === "requested").length, 3);
        assert.equal(server.requests.flatMap(({ seasons }) => seasons).length, 3);
      });

      it("says how much is used and when it is free again", async () => {
        const { server, run, rows } = await world();
        await run(rows.slice(0, 5), { asUser: LIMITED });
        const asked = Date.parse(server.requests[0]?.createdAt ?? "");
        const [item] = await run(rows.slice(5, 6), { asUser: LIMITED });
        const free = new Date(asked + 7 * DAY).toISOString().slice(0, 10);
        assert.match(
          item?.outcome?.reason ?? "",
          new RegExp(`5 of 5 used in 7 days, available again on ${free}\\.`),
        );
      });

      it("says of a show with more seasons than it allows at all that it can never pass", async () => {
        const { run, calls } = await world();
        const [item] = await run([BREAKING_BAD], { asUser: LIMITED });
        assert.equal(item?.outcome?.status, "quota_exceeded");
        assert.match(
          item?.outcome?.reason ?? "",
          /3 seasons in 7 days.*needs 5 seasons, so it can never be requested/,
        );
        assert.doesNotMatch(item?.outcome?.reason ?? "", /wait|free again/);
        assert.equal(calls(POST), 0);
      });

      it("that is used up costs later runs no request, and lets titles pass once it is raised", async () => {
        const { run, rows, calls, user } = await world();
        await run(rows.slice(0, 8), { asUser: LIMITED });
        assert.deepEqual(
          statusesOf(await run(rows.slice(5, 8), { asUser: LIMITED })),
          Array(3).fill("quota_exceeded"),
        );
        assert.deepEqual([calls(POST), calls(QUOTA)], [0, 1]);
        user.movieQuotaLimit = 7;
        const items = await run(rows.slice(5, 8), { asUser: LIMITED });
        assert.deepEqual(statusesOf(items).sort(), ["quota_exceeded", "requested", "requested"]);
      });

      it("is not asked for where nothing is to be posted, nor for the key's owner", async () => {
        const { server, run, rows, calls } = await world();
        server.addMedia({ mediaType: "movie", tmdbId: rows[0]?.tmdb_id ?? 0, status: 5 });
        await run(rows.slice(0, 1), { asUser: LIMITED });
        assert.equal(calls(QUOTA), 0);
        await run(rows.slice(0, 5), { asUser: LIMITED, dryRun: true });
        assert.equal(calls(QUOTA), 0);
        await run(rows.slice(0, 5));
        assert.equal(calls(QUOTA), 0);
      });

      it("that cannot be read leaves the decision to the server, one request at a time", async () => {
        const { server, run, rows } = await world();
        server.fault("GET /user/{userId}/quota", { status: 403, json: { message: "no" }, times: Infinity });
        const items = await run(rows.slice(0, 12), { asUser: LIMITED });
        assert.equal(statusesOf(items).filter((status) => status === "requested").length, 5);
        assert.equal(server.requests.length, 5);
      });
    });
  }

  it("of a user without a limit is asked for once, and their requests go side by side", async () => {
    const { server, run, calls } = await start({}, { concurrency: 10 });
    server.latency[POST] = 20;
    const rows = server.catalogue.titles.filter(({ mediaType }) => mediaType === "movie").slice(0, 20);
    await run(
      rows.map(({ tmdbId }) => movie(tmdbId)),
      { asUser: FREE },
    );
    assert.deepEqual([calls(QUOTA), server.requests.length], [1, 20]);
    assert.ok(server.maxParallel > 4);
  });
});
