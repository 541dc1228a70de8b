import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { peakMemory, resetPeak } from "../bench/peak-memory.ts";
import { probe, probeEnv } from "../bench/probed.ts";
import { startFullSync, syncNow } from "../flows/full-sync.ts";
import { startThousand, type ThousandWorld } from "../flows/thousand.ts";
import { makeUserDir, type NodeRedProcess } from "../support/node-red-process.ts";

const MINUTES = 60_000;

describe("a full sync of 10,000 titles", function () {
  this.timeout(20 * MINUTES);
  let world: ThousandWorld;
  let nodeRed: NodeRedProcess;
  const userDir = makeUserDir();

  before(async () => {
    world = await startThousand(10_000);
    nodeRed = await startFullSync({ env: { ...world.env, ...probeEnv(userDir) }, userDir });
  });
  after(async () => {
    await nodeRed?.stop();
    await world?.close();
    rmSync(userDir, { recursive: true, force: true });
  });

  /** 30 to 50 ms on an idle machine; tests may run on a slow one. */
  const MOST_COMPUTING = 300;

  it("requests each missing title once, and lets others have their turn meanwhile", async () => {
    await probe(userDir);
    const run = await syncNow(nodeRed, 15 * MINUTES);
    assert.equal(run.state, "completed");
    assert.equal(run.counts.requested, world.missing);
    assert.equal(world.server.calls["POST /request"], world.missing);
    assert.ok(world.server.maxParallel <= 4, `${world.server.maxParallel} calls at once`);
    const { computingMs } = await probe(userDir);
    assert.ok(computingMs < MOST_COMPUTING, `${Math.round(computingMs)} ms in one turn`);
  });

  it("asks for nothing the second time, in bounded memory", async () => {
    world.server.resetCalls();
    resetPeak(nodeRed.pid);
    const run = await syncNow(nodeRed, 5 * MINUTES);
    assert.equal(run.state, "completed");
    const { calls } = world.server;
    for (const route of ["POST /request", "GET /search", "GET /tv/{tvId}", "GET /movie/{movieId}"])
      assert.equal(calls[route], undefined, route);
    // what was requested, and what the server was filled with
    assert.ok((calls["GET /media"] ?? 0) <= Math.ceil(world.missing / 1000) + 1);
    const peak = peakMemory(nodeRed.pid);
    if (peak !== undefined) assert.ok(peak < 600, `${peak} MiB`);
    const { computingMs } = await probe(userDir);
    assert.ok(computingMs < MOST_COMPUTING, `${Math.round(computingMs)} ms in one turn`);
  });
});
