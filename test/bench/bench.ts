/**
 * `npm run bench`: a full sync of 1,000 titles (`npm run bench -- 200` for another number) in a real Node-RED process
 * against the test servers, first and later runs. Calls are exact; seconds and memory are of this machine and moment.
 * Build first (`npm run build`).
 */
import { readFileSync, rmSync } from "node:fs";
import { startFullSync, syncNow } from "../flows/full-sync.ts";
import { startThousand } from "../flows/thousand.ts";
import { makeUserDir } from "../support/node-red-process.ts";

const count = Number(process.argv[2] ?? 1000);
const world = await startThousand(count);
const userDir = makeUserDir();
const nodeRed = await startFullSync({ env: world.env, userDir });
// Latencies as in the measurements of other programs, so that seconds can be set beside theirs.
Object.assign(world.server.latency, {
  "GET /search": 150,
  "GET /tv/{tvId}": 60,
  "POST /request": 80,
  "GET /media": 25,
});

/** Most memory the process has had, in MiB; undefined where the system does not tell. */
function peakMemory(): number | undefined {
  try {
    const kibibytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${nodeRed.pid}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? undefined : Math.round(Number(kibibytes) / 1024);
  } catch {
    return undefined;
  }
}

const rows: Record<string, string | number>[] = [];
for (const run of ["first", "second", "third"]) {
  world.server.resetCalls();
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
    "peak MiB": peakMemory() ?? "–",
  });
}
await nodeRed.stop();
await world.close();
rmSync(userDir, { recursive: true, force: true });

console.log(
  `${count} titles, half of them by IMDb id only, ${world.missing} missing on the server, concurrency 4`,
);
console.table(rows);
