/**
 * `npm run bench`: a full sync of 1,000 titles (`npm run bench -- 200` for another number) in a real Node-RED process
 * against the test servers, first and later runs. Calls and bytes are exact; seconds and memory are of this machine and
 * moment.
 */
import { rmSync } from "node:fs";
import { startFullSync, syncNow } from "../flows/full-sync.ts";
import { startThousand } from "../flows/thousand.ts";
import { makeUserDir } from "../support/node-red-process.ts";
import { countBytes } from "./count-bytes.ts";
import { peakMemory, resetPeak } from "./peak-memory.ts";

const count = Number(process.argv[2] ?? 1000);
const world = await startThousand(count);
const wire = await countBytes(world.server.url);
const userDir = makeUserDir();
const nodeRed = await startFullSync({ env: { ...world.env, OVERSEERR_URL: wire.url }, userDir });
// Latencies as in the measurements of other programs, so that seconds can be set beside theirs.
Object.assign(world.server.latency, {
  "GET /search": 150,
  "GET /tv/{tvId}": 60,
  "POST /request": 80,
  "GET /media": 25,
});

const rows: Record<string, string | number>[] = [];
for (const run of ["first", "second", "third"]) {
  world.server.resetCalls();
  wire.reset();
  resetPeak(nodeRed.pid);
  const started = Date.now();
  const { counts } = await syncNow(nodeRed, 600_000);
  const { calls } = world.server;
  rows.push({
    run,
    calls: Object.values(calls).reduce((sum, number) => sum + number, 0),
    pages: calls["GET /media"] ?? 0,
    searches: calls["GET /search"] ?? 0,
    details: (calls["GET /tv/{tvId}"] ?? 0) + (calls["GET /movie/{movieId}"] ?? 0),
    posts: calls["POST /request"] ?? 0,
    requested: counts.requested ?? 0,
    "at once": world.server.maxParallel,
    seconds: ((Date.now() - started) / 1000).toFixed(1),
    "KiB sent": Math.round(wire.sent / 1024),
    "KiB received": Math.round(wire.received / 1024),
    "peak MiB": peakMemory(nodeRed.pid) ?? "–",
  });
}
await nodeRed.stop();
await wire.close();
await world.close();
rmSync(userDir, { recursive: true, force: true });

console.log(
  `${count} titles, half of them by IMDb id only, ${world.missing} missing on the server, concurrency 4`,
);
console.table(rows);
