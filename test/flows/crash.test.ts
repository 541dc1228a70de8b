import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { makeUserDir } from "../support/node-red-process.ts";
import { startFullSync, syncNow, withStore } from "./full-sync.ts";
import { startThousand } from "./thousand.ts";

describe("kill -9 in the middle of a run", function () {
  this.timeout(60_000);

  for (const killAt of [1, 40, 100]) {
    it(`after ${killAt} requests: no title is requested twice, and none is forgotten`, async () => {
      const world = await startThousand(200);
      const userDir = makeUserDir();
      try {
        world.server.latency["POST /request"] = 15;
        const first = await startFullSync({ env: world.env, userDir });
        await first.inject("full-sync-now");
        while ((world.server.calls["POST /request"] ?? 0) < killAt) await sleep(5);
        await first.stop("SIGKILL");
        const before = world.server.requests.length;
        assert.ok(before < world.missing + world.count / 10, "the run was cut off");

        const second = await startFullSync({ env: world.env, userDir });
        try {
          const run = await syncNow(second);
          assert.equal(run.state, "completed");
          const { requests, media } = world.server;
          assert.equal(requests.length, world.missing + world.count / 10, "every title is requested");
          assert.equal(new Set(requests.map(({ mediaId }) => mediaId)).size, requests.length);
          const titles = media.map(({ mediaType, tmdbId }) => `${mediaType} ${tmdbId}`);
          assert.equal(new Set(titles).size, titles.length, "no title is requested twice");
          const states = await withStore(second, async (store) =>
            (await store.runs()).map(({ state }) => state),
          );
          assert.deepEqual(states, ["completed", "interrupted"]);
        } finally {
          await second.stop();
        }
      } finally {
        await world.close();
        rmSync(userDir, { recursive: true, force: true });
      }
    });
  }

  it("between a request and its answer: what the server made is known as ours", async () => {
    const world = await startThousand(60);
    const userDir = makeUserDir();
    try {
      const given = world.server.requests.length;
      world.server.fault("POST /request", { hang: true, afterEffect: true });
      const first = await startFullSync({ env: world.env, userDir });
      await first.inject("full-sync-now");
      while (world.server.requests.length === given) await sleep(5);
      await first.stop("SIGKILL");
      world.server.clearFaults();

      const second = await startFullSync({ env: world.env, userDir });
      try {
        const run = await syncNow(second);
        const made = world.server.requests.length - given;
        assert.equal(made, world.missing, "every title is requested, and none twice");
        assert.equal(run.counts.requested, made, "every request is known as ours");
        assert.equal(await withStore(second, (store) => store.requestedTotal("Main")), made);
      } finally {
        await second.stop();
      }
    } finally {
      await world.close();
      rmSync(userDir, { recursive: true, force: true });
    }
  });
});
