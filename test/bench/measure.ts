import { rmSync } from "node:fs";
import { loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { lastRun, pressSyncNow, startFullSync } from "../flows/full-sync.ts";
import { makeUserDir } from "../support/node-red-process.ts";
import { startBenchWorld } from "./bench-world.ts";
import { checkRequests } from "./correctness.ts";
import { countBytes } from "./count-bytes.ts";
import type { Latencies } from "./latencies.ts";
import { limitOf } from "./limit.ts";
import { currentMemory, peakMemory, resetPeak } from "./peak-memory.ts";
import { probe, probeEnv } from "./probed.ts";
import type { Row } from "./results.ts";
import { RUNS, type Scenario } from "./scenario.ts";

const HOUR = 3_600_000;

/**
 * Runs the flow "Full sync" of a scenario in a Node-RED process of its own.
 *
 * @param settleMs - how long Node-RED is left alone before what it needs idle is read
 * @param measured - takes each run's row as soon as there is one
 */
export async function measure(
  scenario: Scenario,
  latencies: Latencies,
  settleMs: number,
  measured: (row: Omit<Row, "machine" | "date">) => void,
): Promise<void> {
  const world = await startBenchWorld(scenario, latencies);
  const { server, site } = world;
  const wire = await countBytes(server.url);
  const userDir = makeUserDir();
  const nodeRed = await startFullSync({
    env: { ...world.env, OVERSEERR_URL: wire.url, ...probeEnv(userDir) },
    userDir,
  });
  try {
    await pause(settleMs);
    const idle = currentMemory(nodeRed.pid);
    const { youngMiB: youngIdle } = await probe(userDir).then(() => probe(userDir));
    const requestsBefore = server.requests.length;
    const rowsBefore = server.media.length;
    const wanted = [...world.missing];
    for (const run of RUNS) {
      if (run === "1 % new") {
        const old = new Set(world.listed);
        world.exchange();
        wanted.push(...world.listed.filter((title) => !old.has(title)));
      }
      const limitBefore = limitOf(run, world, scenario, latencies, 0);
      server.resetCalls();
      site.requests.length = 0;
      wire.reset();
      resetPeak(nodeRed.pid);
      await probe(userDir);
      const load = loadavg()[0] ?? 0;
      const seconds = await pressSyncNow(nodeRed, 2 * HOUR);
      const { cpuSeconds, holdMs, computingMs, youngMiB } = await probe(userDir);
      const peak = peakMemory(nodeRed.pid);
      const { state } = await lastRun(nodeRed);
      const listCalls = site.requests.length;
      measured({
        ...scenario,
        libraryRows: rowsBefore,
        run,
        state,
        calls: Object.fromEntries(Object.entries(server.calls).sort()),
        listCalls,
        limitCalls: limitBefore.calls,
        atOnce: server.maxParallel,
        sentBytes: wire.sent,
        receivedBytes: wire.received,
        seconds: round(seconds, 2),
        limitSeconds: round(limitBefore.seconds + (listCalls * (latencies.list ?? 0)) / 1000, 3),
        cpuSeconds: round(cpuSeconds, 2),
        ...(peak !== undefined && idle !== undefined && { idleMiB: idle, peakMiB: Math.max(0, peak - idle) }),
        youngMiB: Math.max(0, Math.round(youngMiB - youngIdle)),
        holdMs: Math.round(holdMs),
        computingMs: Math.round(computingMs),
        ...checkRequests(server, wanted, requestsBefore),
        load: round(load, 1),
      });
    }
  } finally {
    await nodeRed.stop();
    await wire.close();
    await world.close();
    rmSync(userDir, { recursive: true, force: true });
  }
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
