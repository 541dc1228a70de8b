import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { startFullSync, syncNow } from "../flows/full-sync.ts";
import { startThousand } from "../flows/thousand.ts";
import type { Fault } from "../servers/overseerr/faults.ts";
import { makeUserDir } from "../support/node-red-process.ts";
import { lotFor } from "./lot.ts";

const MINUTES = 60_000;
const ROUTES = ["GET /media", "GET /search", "GET /tv/{tvId}", "POST /request", "GET /request/count"];
const FAULTS: Fault[] = [
  { status: 500 },
  { status: 503, headers: { "retry-after": "1" } },
  { status: 429, headers: { "retry-after": "1" } },
  { reset: true },
  { html: true },
  { delayMs: 400 },
  { status: 502, afterEffect: true },
  { reset: true, afterEffect: true },
];
const WORLDS = 12;

describe("whatever fails on the way", function () {
  this.timeout(25 * MINUTES);

  for (let number = 1; number <= WORLDS; number++)
    it(`world ${number}: no title is requested twice, and none is missing once the server is well`, async () => {
      const lot = lotFor(`faults ${number}`);
      const world = await startThousand(60);
      const userDir = makeUserDir();
      const nodeRed = await startFullSync({ env: world.env, userDir });
      try {
        const happened = Array.from({ length: 6 }, () => {
          const [route, fault, times] = [lot.pick(ROUTES), lot.pick(FAULTS), 1 + lot.number(4)];
          world.server.fault(route, { ...fault, times });
          return `${times} × ${route} ${JSON.stringify(fault)}`;
        });
        for (let run = 0; run < 6; run++) {
          const { state } = await syncNow(nodeRed, 4 * MINUTES);
          if (state === "completed" && run > 2) break;
        }
        const { requests, media } = world.server;
        const told = happened.join(", ");
        assert.equal(new Set(requests.map(({ mediaId }) => mediaId)).size, requests.length, told);
        const titles = media.map(({ mediaType, tmdbId }) => `${mediaType} ${tmdbId}`);
        assert.equal(new Set(titles).size, titles.length, told);
        assert.equal(requests.length, world.missing + world.count / 10, told);
      } finally {
        await nodeRed.stop();
        await world.close();
        rmSync(userDir, { recursive: true, force: true });
      }
    });
});
