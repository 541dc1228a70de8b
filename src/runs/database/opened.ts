import type { Store } from "../../state/store.ts";
import { createRuns } from "../create-runs.ts";
import type { Runs } from "../runs.ts";

export interface OpenOptions {
  idleMs?: number;
  historyDays?: number;
  /** Milliseconds that a locked database is waited for. @default 120000 */
  lockedMs?: number;
}

/** A database that this Node-RED works with. */
export interface Opened {
  store: Store;
  runs: Runs;
}

/** What runs in a database that another Node-RED uses is alive, and not cut off. @throws StateError */
export async function runsOf(store: Store, idleMs: number | undefined, closing: AbortSignal): Promise<Runs> {
  await store.lease.confirm(closing);
  return createRuns({ log: store, ...(idleMs && { idleMs }) });
}

export const isRunning = (opened: Opened | undefined): boolean => (opened?.runs.running().length ?? 0) > 0;

export async function shut({ store, runs }: Opened): Promise<void> {
  const ending = runs.close();
  // it waits for what is still to be written, and no longer than a redeploy may take
  await store.close();
  await ending;
}
