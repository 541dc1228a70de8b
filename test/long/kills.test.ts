import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { startFullSync, syncNow, withStore } from "../flows/full-sync.ts";
import { startThousand, type ThousandWorld } from "../flows/thousand.ts";
import { makeUserDir } from "../support/node-red-process.ts";
import { poll } from "../support/poll.ts";
import { type Lot, lotFor } from "./lot.ts";

const MOMENTS = 20;
const TITLES = 60;

/** What a server does with its next POST, so that the process can be killed just then. */
const DELAYS = {
  "before the server has made the request": { delayMs: 400 },
  "after the server has made the request, before its answer": { hang: true, afterEffect: true },
  "at any time": undefined,
} as const;
const WHENS = Object.keys(DELAYS) as (keyof typeof DELAYS)[];

describe(`kill -9 at ${MOMENTS} moments`, function () {
  this.timeout(180_000);

  async function killIn(world: ThousandWorld, lot: Lot, when: keyof typeof DELAYS, userDir: string) {
    const { server } = world;
    const post = 1 + lot.number(Math.floor(world.missing * 0.8));
    server.latency["POST /request"] = 20;
    const delay = DELAYS[when];
    let hit = 0;
    let seen = 0;
    server.fault("POST /request", {
      ...(delay ?? { delayMs: 1 }),
      times: Number.POSITIVE_INFINITY,
      when: () => {
        if (++seen < post) return false;
        hit++;
        return delay !== undefined;
      },
    });
    const nodeRed = await startFullSync({ env: world.env, userDir });
    try {
      await nodeRed.inject("full-sync-now");
      await poll(() => (hit > 0 ? true : undefined), `request ${post}`, 60_000);
      await sleep(lot.number(delay ? 60 : 40));
    } finally {
      await nodeRed.stop("SIGKILL");
    }
    // what was on its way when the process ended arrives all the same
    await sleep(500);
    server.clearFaults();
    return `killed ${when}, request ${post}`;
  }

  for (let moment = 1; moment <= MOMENTS; moment++)
    it(`moment ${moment}: nothing is requested twice, nothing is lost, and every request is known as ours`, async () => {
      const lot = lotFor(`kill ${moment}`);
      const world = await startThousand(TITLES);
      const { server } = world;
      const given = server.requests.length;
      world.env.LISTSYNC_LEASE_MS = "4000";
      const userDir = makeUserDir();
      try {
        const told = await killIn(world, lot, WHENS[moment % WHENS.length] ?? assert.fail(), userDir);
        const cutOff = server.requests.length - given;
        const nodeRed = await startFullSync({ env: world.env, userDir });
        try {
          const run = await syncNow(nodeRed, 120_000);
          assert.equal(run.state, "completed", told);
          const made = server.requests.length - given;
          assert.equal(made, world.missing, `${told}: every title is requested, ${cutOff} were before`);
          const titles = server.media.map(({ mediaType, tmdbId }) => `${mediaType} ${tmdbId}`);
          assert.equal(new Set(titles).size, titles.length, `${told}: none twice`);
          const known = await withStore(nodeRed, (store) => store.requestedTotal("Main"));
          assert.equal(known, made, `${told}: all are known as ours`);
          const states = await withStore(nodeRed, (store) => store.runs());
          assert.deepEqual(
            states.map(({ state }) => state),
            ["completed", "interrupted"],
            told,
          );
        } finally {
          await nodeRed.stop();
        }
      } finally {
        await world.close();
        rmSync(userDir, { recursive: true, force: true });
      }
    });
});
