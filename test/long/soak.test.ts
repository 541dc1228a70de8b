import assert from "node:assert/strict";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startFullSync, syncNow } from "../flows/full-sync.ts";
import { startThousand } from "../flows/thousand.ts";
import { makeUserDir, type NodeRedProcess } from "../support/node-red-process.ts";

const MINUTES = 60_000;
const RUNS = Number(process.env.SOAK_RUNS ?? 300);

/** What a process holds. */
interface Held {
  /** MiB of JavaScript that somebody can still reach: what nobody reaches is collected before it is measured. */
  heap: number;
  /** MiB of all else: SQLite, buffers, code, and what the system's memory of it keeps in reserve. */
  native: number;
  /** Open files and connections; undefined where there is no `/proc`. */
  handles: number | undefined;
  /** KiB of the database, with what is not in its own file yet. */
  database: number;
}

/** Added to settings.js: collects garbage at a signal that nobody else listens to, and logs what is left. */
const TELLS_MEMORY = `tellsMemory: (() => {
  require("node:v8").setFlagsFromString("--expose-gc");
  const collect = require("node:vm").runInNewContext("gc");
  process.on("SIGWINCH", () => {
    collect();
    console.log("memory: " + JSON.stringify(process.memoryUsage()));
  });
  return true;
})()`;

async function memoryOf({ pid, log, waitForLog }: NodeRedProcess): Promise<NodeJS.MemoryUsage> {
  const from = log().length;
  process.kill(pid, "SIGWINCH");
  const [, told = ""] = await waitForLog(/memory: (\{.*\})/, MINUTES, from);
  return JSON.parse(told);
}

/** Milliseconds after which nothing of a run is kept any more for titles that come late, see src/runs/scopes.ts. */
const RESTS = 5.2 * MINUTES;

async function heldBy(nodeRed: NodeRedProcess): Promise<Held> {
  await sleep(RESTS);
  const { pid, userDir } = nodeRed;
  const { heapUsed, heapTotal, rss } = await memoryOf(nodeRed);
  const memory = { heap: heapUsed / 1024 / 1024, native: (rss - heapTotal) / 1024 / 1024 };
  const folder = join(userDir, "list-sync");
  const files = readdirSync(folder).filter((name) => /^state\.db(-wal)?$/.test(name));
  const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  try {
    return { ...memory, handles: readdirSync(`/proc/${pid}/fd`).length, database: bytes / 1024 };
  } catch {
    return { ...memory, handles: undefined, database: bytes / 1024 };
  }
}

const told = (held: Held) =>
  JSON.stringify(held, (_, value) => (typeof value === "number" ? Math.round(value * 10) / 10 : value));

describe(`${RUNS} syncs of 300 titles, one after the other, in one Node-RED`, function () {
  this.timeout(65 * MINUTES);

  it("request each title once, look at no title from then on, and keep no memory, no file and hardly a byte", async () => {
    const world = await startThousand(300);
    const userDir = makeUserDir();
    // on a busy machine the system's allocator takes ever more arenas, which would look like a leak
    const env = { ...world.env, MALLOC_ARENA_MAX: "2" };
    const nodeRed = await startFullSync({ env, userDir, rawSettings: TELLS_MEMORY });
    try {
      await syncNow(nodeRed, 5 * MINUTES);
      assert.equal(world.server.calls["POST /request"], world.missing);
      world.server.resetCalls();
      let settled: Held | undefined;
      for (let count = 1; count <= RUNS; count++) {
        const run = await syncNow(nodeRed, MINUTES);
        assert.equal(run.state, "completed");
        if (count === Math.ceil(RUNS / 3)) settled = await heldBy(nodeRed);
      }
      for (const route of ["POST /request", "GET /search", "GET /tv/{tvId}", "GET /movie/{movieId}"])
        assert.equal(world.server.calls[route], undefined, route);
      const last = await heldBy(nodeRed);
      if (!settled) return;
      const both = `${told(settled)} after a third, ${told(last)} at the end`;
      console.log(`      ${both}`);
      assert.ok(last.heap < settled.heap + 5, both);
      assert.ok(last.native < settled.native + 60, both);
      if (last.handles !== undefined && settled.handles !== undefined)
        assert.ok(last.handles <= settled.handles + 5, both);
      // a run is a row with its lists; what it found unchanged is not stored again
      const perRun = (last.database - settled.database) / (RUNS - Math.ceil(RUNS / 3));
      assert.ok(perRun < 8, `${perRun.toFixed(1)} KiB a run: ${both}`);
    } finally {
      await nodeRed.stop();
      await world.close();
      rmSync(userDir, { recursive: true, force: true });
    }
  });
});
