import assert from "node:assert/strict";
import { PRODUCTS, requestRunsPerTest, statusesOf } from "../../support/request-runs.ts";

const MATRIX = { title: "", type: "movie", tmdb_id: 603 };
const BREAKING_BAD = { title: "", type: "tv", tmdb_id: 1396 };
const POST = "POST /request";

describe("a row of the server's library with status unknown", () => {
  const start = requestRunsPerTest();

  for (const product of PRODUCTS) {
    describe(product, () => {
      it("that a watchlist or a library scan made is requested", async () => {
        const { server, run } = await start({ product });
        server.addMedia({ mediaType: "movie", tmdbId: 603 });
        server.addMedia({ mediaType: "tv", tmdbId: 1396, seasons: [{ seasonNumber: 1, status: 1 }] });
        assert.deepEqual(statusesOf(await run([MATRIX, BREAKING_BAD])), ["requested", "requested"]);
        assert.equal(server.requests.length, 2);
      });

      it("whose request somebody deleted is left alone when the request was ours", async () => {
        const { server, run, calls } = await start({ product });
        await run([MATRIX, BREAKING_BAD]);
        for (const { id } of [...server.requests]) server.deleteRequest(id);
        for (const _ of ["the next run", "the one after it"]) {
          assert.deepEqual(statusesOf(await run([MATRIX, BREAKING_BAD])), ["skipped", "skipped"]);
          assert.equal(calls(POST), 0);
        }
        const again = await run([MATRIX, BREAKING_BAD], { onDeleted: "request" });
        assert.deepEqual(statusesOf(again), ["requested", "requested"]);
      });

      it("of which we asked for the other quality only is free", async () => {
        const { server, run } = await start({ product });
        await run([MATRIX], { is4k: "yes" });
        server.deleteRequest(server.requests[0]?.id ?? 0);
        assert.deepEqual(statusesOf(await run([MATRIX])), ["requested"]);
        assert.deepEqual(statusesOf(await run([MATRIX], { is4k: "yes" })), ["skipped"]);
      });

      it("that Clear data removed is free, though the request was ours", async () => {
        const { server, run } = await start({ product });
        await run([MATRIX, BREAKING_BAD]);
        server.clearData("movie", 603);
        server.clearData("tv", 1396);
        assert.deepEqual(statusesOf(await run([MATRIX, BREAKING_BAD])), ["requested", "requested"]);
        assert.deepEqual(statusesOf(await run([MATRIX, BREAKING_BAD])), [
          "already_requested",
          "already_requested",
        ]);
      });
    });
  }
});
