import { pause } from "../http/pause.ts";
import type { Database } from "./database.ts";
import { StateError } from "./state-error.ts";

/** Longest pause between two tries. Milliseconds. */
const MAX_PAUSE_MS = 500;

/**
 * Makes the wait for a database that another program keeps locked: the work is tried again between other things, so
 * that Node-RED goes on meanwhile.
 *
 * @param lockedMs milliseconds after which waiting is given up
 */
export function whenFree(
  db: Pick<Database, "briefly">,
  lockedMs = 120_000,
): <T>(work: () => T, signal?: AbortSignal) => Promise<T> {
  return async (work, signal) => {
    const start = performance.now();
    for (let wait = 20; ; wait = Math.min(wait * 2, MAX_PAUSE_MS)) {
      try {
        return db.briefly(work);
      } catch (error) {
        const isLocked = error instanceof StateError && error.code === "state-locked";
        if (!isLocked || performance.now() - start >= lockedMs) throw error;
        await pause(wait, signal);
      }
    }
  };
}
