import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { type DemoWorld, startDemoWorld } from "../demo/demo-world.ts";
import type { NodeRedProcess } from "../support/node-red-process.ts";
import { PRODUCTS } from "../support/request-runs.ts";
import { startFullSync, syncNow, withStore } from "./full-sync.ts";

const wishes = join(resolve(import.meta.dirname, "../.."), "test/demo/wishes.txt");

for (const product of PRODUCTS)
  describe(`"Full sync" of the demo world with ${product}`, function () {
    this.timeout(240_000);
    let world: DemoWorld;
    let nodeRed: NodeRedProcess;

    before(async () => {
      world = await startDemoWorld(wishes, product);
      nodeRed = await startFullSync({ env: world.env });
    });
    after(async () => {
      await nodeRed?.stop();
      // throws when the server ended
      await world?.close();
    });

    const failures = async (runId: string) =>
      (
        await withStore(nodeRed, async (store) =>
          (
            await store.items({ runId, statuses: ["failed"] })
          ).items.map(({ item, outcome }) => [item.title, outcome?.code]),
        )
      ).sort();
    const withoutTvdbId = () =>
      world.server.catalogue.titles
        .filter((title) => title.mediaType === "tv" && title.tvdbId === undefined)
        .map(({ title }) => [title, "server-dropped"])
        .sort();

    it("requests each title that is missing, names the shows that Sonarr cannot take, and leaves the server alive", async () => {
      const run = await syncNow(nodeRed, 200_000);
      // what is on the blocklist has another name where a product knows of none
      const { blocklisted = 0, skipped = 0, ...counts } = run.counts;
      assert.deepEqual(
        { ...counts, left: blocklisted + skipped },
        {
          requested: 429,
          already_available: 126,
          already_requested: 62,
          declined: 1,
          failed: 2,
          not_found: 1,
          ambiguous: 1,
          left: 1,
        },
      );
      assert.deepEqual(await failures(run.id), withoutTvdbId());
      assert.equal(withoutTvdbId().length, 2);
      const titles = world.server.requests.map(({ mediaId, is4k }) => `${mediaId} ${is4k}`);
      assert.equal(new Set(titles).size, titles.length, "no title is requested twice");
      assert.deepEqual(world.server.takeEnds(), []);
    });

    it("posts nothing in the next run, and says the same", async () => {
      const before = world.server.requests.length;
      world.server.resetCalls();
      const run = await syncNow(nodeRed, 200_000);
      assert.equal(world.server.calls["POST /request"], undefined);
      assert.equal(run.counts.requested, undefined);
      assert.deepEqual(await failures(run.id), withoutTvdbId());
      assert.equal(world.server.requests.length, before);
      assert.deepEqual(world.server.takeEnds(), []);
    });
  });
