import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { NodeRedProcess } from "../support/node-red-process.ts";
import { poll } from "../support/poll.ts";
import { startFullSync, withStore } from "./full-sync.ts";
import { startThousand } from "./thousand.ts";

const LOCKED_MS = 6000;
const ROOT = resolve(import.meta.dirname, "../..");

/** Another program that begins to write in the database and takes its time. Resolves when it has begun. */
async function holdWriteLock(file: string): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [
      "-e",
      `const db = new (require("better-sqlite3"))(process.argv[1], { timeout: 30000 });
       db.exec("BEGIN IMMEDIATE");
       console.log("held");
       setTimeout(() => { db.exec("COMMIT"); db.close(); }, ${LOCKED_MS});`,
      file,
    ],
    { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] },
  );
  await once(child.stdout as NonNullable<typeof child.stdout>, "data");
  return child;
}

/** The longest that Node-RED took to answer anybody while a program ran. Milliseconds. */
async function slowestAnswer({ url }: NodeRedProcess, program: ChildProcess): Promise<number> {
  let slowest = 0;
  while (program.exitCode === null && program.signalCode === null) {
    const asked = performance.now();
    await (await fetch(`${url}/settings`)).text();
    slowest = Math.max(slowest, performance.now() - asked);
    await sleep(50);
  }
  return slowest;
}

describe(`another program that keeps the database locked for ${LOCKED_MS / 1000} s in the middle of a run`, function () {
  this.timeout(180_000);

  it("holds nothing else up: Node-RED answers, and every request is made once and known as ours", async () => {
    const world = await startThousand(200);
    const { server } = world;
    const given = server.requests.length;
    const posts = () => server.calls["POST /request"] ?? 0;
    server.latency["POST /request"] = 20;
    const nodeRed = await startFullSync({ env: world.env });
    try {
      await nodeRed.inject("full-sync-now");
      await poll(() => (posts() >= 20 ? true : undefined), "the first requests", 60_000);
      const program = await holdWriteLock(join(nodeRed.userDir, "list-sync/state.db"));
      const atLock = posts();
      const slowest = await slowestAnswer(nodeRed, program);
      assert.ok(slowest < LOCKED_MS / 2, `Node-RED stood still for ${Math.round(slowest)} ms`);
      // those that were written down before
      assert.ok(posts() - atLock < 20, `${posts() - atLock} requests while nothing could be written`);
      await nodeRed.waitForLog(/\[debug:Summary\]/, 120_000);
      const made = server.requests.length - given;
      assert.deepEqual([made, posts()], [world.missing, world.missing], "every title, and none twice");
      const [run] = await withStore(nodeRed, (store) => store.runs({ limit: 1 }));
      assert.deepEqual(
        [run?.state, run?.counts.requested, run?.counts.failed],
        ["completed", made, undefined],
      );
      assert.equal(await withStore(nodeRed, (store) => store.requestedTotal("Main")), made);
    } finally {
      await nodeRed.stop();
      await world.close();
    }
  });
});
