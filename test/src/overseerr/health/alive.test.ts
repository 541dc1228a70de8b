import assert from "node:assert/strict";
import { createHealth } from "../../../../src/overseerr/health/health.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

const FAST = { backoffMs: 1, firstPauseMs: 5, maxPauseMs: 20, patienceMs: 200, retries: 0 };

describe("a server that has done nothing for long", () => {
  const { start } = overseerrPerTest();

  async function reasonOfTheEnd(make: (server: Awaited<ReturnType<typeof start>>["server"]) => void) {
    const { server, overseerr } = await start({}, { timeoutMs: 100 });
    make(server);
    const health = createHealth(FAST);
    const watched = overseerr.watchedBy(health);
    for (let id = 1; !health.fault; id++) await watched.details("movie", id).catch(() => undefined);
    return { server, reason: health.fault.message };
  }

  for (const mode of ["hanging", "failing"] as const)
    it(`is said to respond when only TMDB is ${mode} behind it`, async () => {
      const { server, reason } = await reasonOfTheEnd(({ tmdb }) => {
        tmdb.mode = mode;
      });
      assert.match(reason, /The server responds, but has completed nothing that needs TMDB for 0 s \(check/);
      assert.equal(server.calls["GET /auth/me"], 1);
    });

  it("is said to be silent when it answers nothing", async () => {
    const { reason } = await reasonOfTheEnd((server) => server.stop());
    assert.match(reason, /The server has not responded for 0 s, so this run ends/);
  });
});
