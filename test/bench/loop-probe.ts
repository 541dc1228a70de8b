// Loaded into Node-RED before anything else (`node --import`): tells over a socket what its process did since it was last asked.
import { createServer } from "node:http";
import { getHeapSpaceStatistics } from "node:v8";
import type { Probed } from "./probed.ts";

/** Milliseconds between two looks at the clock. */
const STEP = 5;

let last = performance.now();
let lastCpu = process.threadCpuUsage();
let longest = { holdMs: 0, computingMs: 0 };
let since = process.cpuUsage();
let steps = 0;
let youngMiB = 0;

/** What V8 keeps for objects that were just made; it grows while many of them live on for a while. */
const young = () =>
  getHeapSpaceStatistics()
    .filter(({ space_name }) => space_name.startsWith("new_"))
    .reduce((sum, { physical_space_size }) => sum + physical_space_size, 0) /
  (1024 * 1024);

// monitorEventLoopDelay does not see a loop that microtasks hold
setInterval(() => {
  const now = performance.now();
  const cpu = process.threadCpuUsage();
  const holdMs = now - last - STEP;
  const computingMs = (cpu.user - lastCpu.user + cpu.system - lastCpu.system) / 1000;
  last = now;
  lastCpu = cpu;
  steps += 1;
  if (steps % 20 === 0) youngMiB = Math.max(youngMiB, young());
  longest = {
    holdMs: Math.max(longest.holdMs, holdMs),
    computingMs: Math.max(longest.computingMs, computingMs),
  };
}, STEP).unref();

const path = process.env.LISTSYNC_BENCH_PROBE;
if (path)
  createServer((_request, response) => {
    const { user, system } = process.cpuUsage(since);
    response.end(
      JSON.stringify({ ...longest, cpuSeconds: (user + system) / 1e6, youngMiB } satisfies Probed),
    );
    longest = { holdMs: 0, computingMs: 0 };
    since = process.cpuUsage();
    youngMiB = young();
  })
    .listen(path)
    .unref();
