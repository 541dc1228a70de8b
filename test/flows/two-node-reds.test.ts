import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { SqliteConstructor } from "../../src/state/sqlite.ts";
import { openStore } from "../../src/state/sqlite-store.ts";
import type { Store } from "../../src/state/store.ts";
import { makeUserDir, type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { poll } from "../support/poll.ts";
import { type FlowNode, fullSyncFlow, onlyByHand } from "./full-sync.ts";
import { startThousand, type ThousandWorld } from "./thousand.ts";

const Sqlite = createRequire(import.meta.url)("better-sqlite3") as SqliteConstructor;

/** Shorter than the real one, longer than a busy machine stands still. */
const LEASE_MS = 8_000;

describe("two Node-REDs on one database", function () {
  this.timeout(180_000);
  let world: ThousandWorld;
  let folder: string;
  let given: number;
  let started: NodeRedProcess[];

  beforeEach(async () => {
    world = await startThousand(140);
    world.server.latency["POST /request"] = 40;
    given = world.server.requests.length;
    folder = makeUserDir();
    started = [];
  });
  afterEach(async () => {
    await Promise.all(started.map((one) => one.stop("SIGKILL")));
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(leaseMs: number | null = LEASE_MS, lockedTime = 120): Promise<NodeRedProcess> {
    const flows = fullSyncFlow((nodes: FlowNode[]) => {
      onlyByHand(nodes);
      for (const node of nodes)
        if (node.type === "sync-database")
          Object.assign(node, { file: join(folder, "state.db"), lockedTime });
      nodes.push(
        { id: "statuses", type: "status", z: "full-sync-tab", scope: null, wires: [["show-statuses"]] },
        {
          id: "show-statuses",
          type: "debug",
          z: "full-sync-tab",
          name: "Status",
          complete: "status.text",
          targetType: "msg",
          console: true,
          tosidebar: false,
          active: true,
          wires: [],
        },
      );
    });
    const env = { ...world.env, LISTSYNC_LEASE_MS: leaseMs === null ? undefined : String(leaseMs) };
    const nodeRed = await startNodeRed({ flows, env });
    started.push(nodeRed);
    return nodeRed;
  }

  const posts = () => world.server.calls["POST /request"] ?? 0;
  const postsReach = (count: number) =>
    poll(() => (posts() >= count ? true : undefined), `${count} requests`, 60_000);

  async function read<T>(look: (store: Store) => Promise<T> | T): Promise<T> {
    const store = await openStore({ file: join(folder, "state.db") });
    try {
      return await look(store);
    } finally {
      await store.close();
    }
  }
  const states = () => read(async (store) => (await store.runs()).map(({ state }) => state));

  async function sync(nodeRed: NodeRedProcess): Promise<void> {
    const from = nodeRed.log().length;
    await nodeRed.inject("full-sync-now");
    await nodeRed.waitForLog(/\[debug:Summary\]/, 60_000, from);
  }

  async function allOnce(): Promise<void> {
    const { requests } = world.server;
    assert.equal(posts(), world.missing, "no title is posted twice");
    assert.equal(requests.length - given, world.missing, "every title is requested");
    const total = await read((store) => store.requestedTotal("Main"));
    assert.equal(total, world.missing, "every request is known as ours");
  }

  it("the second refuses in words, leaves the run of the first alone, and works once the first was stopped", async () => {
    const first = await start();
    await first.inject("full-sync-now");
    await postsReach(10);
    const second = await start();
    await second.inject("full-sync-now");
    await second.waitForLog(
      /in use by another Node-RED \(.+, process \d+\), so this one requests nothing/,
      60_000,
    );
    await second.waitForLog(/\[debug:Status\][^\n]*\n?.*another Node-RED/);
    await first.waitForLog(/\[debug:Summary\]/, 60_000);
    await allOnce();
    assert.deepEqual(await states(), ["completed"], "the living run was not called interrupted");

    await first.stop();
    await sync(second);
    assert.deepEqual(await states(), ["completed", "completed"]);
    await allOnce();
  });

  it("both started at once request each title once", async () => {
    const [first, second] = await Promise.all([start(), start()]);
    await Promise.all([first.inject("full-sync-now"), second.inject("full-sync-now")]);
    await Promise.any([first, second].map((one) => one.waitForLog(/\[debug:Summary\]/, 60_000)));
    await Promise.any([first, second].map((one) => one.waitForLog(/in use by another Node-RED/, 60_000)));
    await allOnce();
    assert.deepEqual(await states(), ["completed"]);
  });

  it("the second takes over from one that was killed, and calls its run interrupted", async () => {
    const first = await start();
    const second = await start();
    await second.waitForLog(/another Node-RED/, 60_000);
    await first.inject("full-sync-now");
    await postsReach(20);
    await first.stop("SIGKILL");
    await takenOver();
    await sync(second);
    assert.deepEqual(await states(), ["completed", "interrupted"]);
    await allOnce();
  });

  /** Whether the run of the killed one is no longer called running: the lease went over. */
  const takenOver = async () => {
    const end = Date.now() + 60_000;
    while ((await states()).includes("running")) {
      assert.ok(Date.now() < end, "nobody took over");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  /** One that is stopped in the middle of a write keeps the file locked, and nobody writes at all. */
  async function stopBetweenWrites(pid: number): Promise<void> {
    const file = new Sqlite(join(folder, "state.db"), { timeout: 200 });
    const end = Date.now() + 30_000;
    try {
      for (;;) {
        assert.ok(Date.now() < end, "it always stood in the middle of a write");
        process.kill(pid, "SIGSTOP");
        try {
          file.exec("BEGIN IMMEDIATE");
          file.exec("ROLLBACK");
          return;
        } catch {
          process.kill(pid, "SIGCONT");
          await new Promise((resolve) => setTimeout(resolve, 7));
        }
      }
    } finally {
      file.close();
    }
  }

  it("one that is started again after kill -9 says that it waits, and writes within 25 seconds", async () => {
    const first = await start(null);
    await first.inject("full-sync-now");
    await postsReach(20);
    await first.stop("SIGKILL");
    const killedAt = performance.now();
    const again = await start(null);
    await again.inject("full-sync-now");
    await again.waitForLog(/waiting for another Node-RED: at most \d+ s/, 20_000);
    const before = posts();
    await postsReach(before + 1);
    const seconds = (performance.now() - killedAt) / 1000;
    assert.ok(seconds < 25, `${seconds} s`);
    await again.waitForLog(/\[debug:Summary\]/, 60_000);
    assert.deepEqual(await states(), ["completed", "interrupted"]);
    await allOnce();
  });

  it("the second says that the database is locked while the first stands still in the middle of a write", async () => {
    const first = await start();
    const second = await start(LEASE_MS, 3);
    await second.waitForLog(/another Node-RED/, 60_000);
    await first.inject("full-sync-now");
    await postsReach(20);
    await stopBetweenWrites(first.pid);
    const file = new Sqlite(join(folder, "state.db"), { timeout: 200 });
    try {
      // the lock of a write that does not end
      file.exec("BEGIN IMMEDIATE");
      const from = second.log().length;
      await second.inject("full-sync-now");
      await second.waitForLog(/another program has locked it/, 60_000, from);
      await first.stop("SIGKILL");
      file.exec("ROLLBACK");
    } finally {
      file.close();
    }
    await takenOver();
    await sync(second);
    await allOnce();
  });

  it("one that stood still for longer than its lease requests nothing any more", async () => {
    const first = await start();
    const second = await start();
    await second.waitForLog(/another Node-RED/, 60_000);
    await first.inject("full-sync-now");
    await postsReach(20);
    await stopBetweenWrites(first.pid);
    try {
      await takenOver();
      await second.inject("full-sync-now");
      const now = posts();
      await postsReach(now + 5);
    } finally {
      process.kill(first.pid, "SIGCONT");
    }
    await second.waitForLog(/\[debug:Summary\]/, 60_000);
    await first.waitForLog(/(in use by|waits for) another Node-RED/, 60_000);
    await allOnce();
  });
});
