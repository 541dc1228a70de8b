import assert from "node:assert/strict";
import { CancelledError } from "../../../src/errors.ts";
import { normaliseItem } from "../../../src/items/normalise.ts";
import { requestItem } from "../../../src/requests/request-item.ts";
import { RunLimits } from "../../../src/runs/run-limits.ts";
import { StateError } from "../../../src/state/state-error.ts";
import { BREAKING_BAD, looks, movie, posts, requestItemPerTest, show } from "../../support/request-item.ts";

describe("requestItem", () => {
  const { start, connect, ask, database, nextRun } = requestItemPerTest();

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
      assert.match(reason, /found on the server afterwards/);
      assert.equal(server.requests.length, 1);
    });

    it("a request that went through is one, though the database cannot remember it", async () => {
      const { server, overseerr } = await start();
      const limits = new RunLimits(1);
      const store = database();
      const { saveTitleDetail } = store;
      store.saveTitleDetail = async (key, detail) => {
        if (detail.requests.length > 0) throw new StateError("state-failed", "The disk is full.");
        await saveTitleDetail(key, detail);
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
