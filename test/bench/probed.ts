import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** What a process did since it was last asked. */
export interface Probed {
  /** Longest time in milliseconds in which the event loop came to nothing else, time that other programs took included. */
  holdMs: number;
  /** Most milliseconds that its thread computed within one turn. */
  computingMs: number;
  /** Seconds that all its threads computed. */
  cpuSeconds: number;
  /** Most that V8 kept for objects that were just made. MiB. */
  youngMiB: number;
}

/** Environment with which a Node-RED of this user directory can be probed. */
export const probeEnv = (userDir: string) => ({
  LISTSYNC_BENCH_PROBE: socketOf(userDir),
  NODE_OPTIONS: `--import=${new URL("loop-probe.ts", import.meta.url)}`,
});

/** Asks a Node-RED started with {@link probeEnv}, and begins anew. */
export async function probe(userDir: string): Promise<Probed> {
  const answer = await new Promise<string>((resolve, reject) => {
    request({ socketPath: socketOf(userDir) }, (response) => resolve(text(response)))
      .on("error", reject)
      .end();
  });
  return JSON.parse(answer) as Probed;
}

const socketOf = (userDir: string) => join(userDir, "probe.sock");
