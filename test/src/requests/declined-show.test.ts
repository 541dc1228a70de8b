import assert from "node:assert/strict";
import { PRODUCTS, requestRunsPerTest, statusesOf } from "../../support/request-runs.ts";

const BREAKING_BAD = { title: "", type: "tv", tmdb_id: 1396 };
const SOPRANOS = { title: "", type: "tv", tmdb_id: 1398 };
const NEWS = "GET /request/count";
const LOOK = "GET /tv/{tvId}";

describe("an approved show that somebody declines", () => {
  const start = requestRunsPerTest();

  for (const product of PRODUCTS) {
    describe(product, () => {
      it("is declined in the next run, though the library still calls it processing", async () => {
        const { server, run } = await start({ product });
        assert.deepEqual(statusesOf(await run([BREAKING_BAD, SOPRANOS])), ["requested", "requested"]);
        server.decline(
          server.requests.find(
            ({ mediaId }) => mediaId === server.media.find(({ tmdbId }) => tmdbId === 1396)?.id,
          )?.id ?? 0,
        );
        assert.equal(server.media.find(({ tmdbId }) => tmdbId === 1396)?.status, 3);
        assert.deepEqual(statusesOf(await run([BREAKING_BAD, SOPRANOS])), ["declined", "already_requested"]);
        assert.deepEqual(statusesOf(await run([BREAKING_BAD, SOPRANOS])), ["declined", "already_requested"]);
      });

      it("is requested again when the node is told to", async () => {
        const { server, run } = await start({ product });
        await run([BREAKING_BAD]);
        server.decline(server.requests[0]?.id ?? 0);
        assert.deepEqual(statusesOf(await run([BREAKING_BAD], { onDeclined: "request" })), ["requested"]);
        assert.deepEqual(statusesOf(await run([BREAKING_BAD], { onDeclined: "request" })), [
          "already_requested",
        ]);
      });

      it("is noticed with one call a run; nobody is looked at while nothing is declined", async () => {
        const { run, calls } = await start({ product });
        await run([BREAKING_BAD, SOPRANOS]);
        await run([BREAKING_BAD, SOPRANOS]);
        assert.deepEqual([calls(NEWS), calls(LOOK)], [1, 0]);
      });

      it("is taken from the memory when the server does not say", async () => {
        const { server, run, calls } = await start({ product });
        await run([BREAKING_BAD]);
        server.fault(NEWS, { status: 403, json: { message: "no" }, times: Infinity });
        assert.deepEqual(statusesOf(await run([BREAKING_BAD])), ["already_requested"]);
        assert.equal(calls(LOOK), 0);
      });
    });
  }
});
