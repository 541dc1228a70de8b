import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { startFullSync, syncNow } from "../flows/full-sync.ts";
import { startThousand } from "../flows/thousand.ts";
import { makeUserDir } from "../support/node-red-process.ts";

const MINUTES = 60_000;
const RUNS = Number(process.env.SOAK_RUNS ?? 120);

/** Memory of a process in MiB; undefined where there is no `/proc`. */
function memoryOf(pid: number): number | undefined {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  } catch {
    return undefined;
  }
}

describe(`${RUNS} syncs of 300 titles, one after the other, in one Node-RED`, function () {
  this.timeout(20 * MINUTES);

  it("request each title once, look at no title from then on, and keep no memory", async () => {
    const world = await startThousand(300);
    const userDir = makeUserDir();
    const nodeRed = await startFullSync({ env: world.env, userDir });
    try {
      await syncNow(nodeRed, 5 * MINUTES);
      assert.equal(world.server.calls["POST /request"], world.missing);
      world.server.resetCalls();
      let settled: number | undefined;
      for (let count = 1; count <= RUNS; count++) {
        const run = await syncNow(nodeRed, MINUTES);
        assert.equal(run.state, "completed");
        if (count === RUNS / 3) settled = memoryOf(nodeRed.pid);
      }
      for (const route of ["POST /request", "GET /search", "GET /tv/{tvId}", "GET /movie/{movieId}"])
        assert.equal(world.server.calls[route], undefined, route);
      const last = memoryOf(nodeRed.pid);
      if (last !== undefined && settled !== undefined)
        assert.ok(
          last < settled + 60,
          `${Math.round(settled)} MiB after a third, ${Math.round(last)} at the end`,
        );
    } finally {
      await nodeRed.stop();
      await world.close();
      rmSync(userDir, { recursive: true, force: true });
    }
  });
});
