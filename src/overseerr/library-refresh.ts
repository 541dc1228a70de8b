import { untilAborted } from "../http/until-aborted.ts";
import type { LibraryIndex } from "./library-index.ts";

/** Long runs see what others do meanwhile. Milliseconds. */
const MAX_AGE_MS = 5 * 60_000;

/** A run full of titles does not repeat, title by title, a reading that has just failed. Milliseconds. */
const FAILURE_HOLDS_MS = 10_000;

/** Runs come and go; a handful is under way at once. */
const RUNS_REMEMBERED = 100;

/**
 * Decides when the library is read: callers at the same time share one reading, every run gets one of its own, and
 * age asks for another.
 *
 * @param read reads the whole library and puts it in place
 * @param now milliseconds since the epoch
 */
export function createRefresh(
  read: () => Promise<void>,
  now: () => number,
): { run: LibraryIndex["refresh"]; ensure: LibraryIndex["ensure"]; readonly finishedAt: number | undefined } {
  let underWay: Promise<void> | undefined;
  let startedAt = 0;
  let finishedAt: number | undefined;
  /** The last reading failed, and which runs have been told. */
  let failure: { error: unknown; at: number; runs: Set<string | undefined> } | undefined;
  const runs = new Set<string>();

  const start = (): Promise<void> => {
    startedAt = now();
    underWay = read()
      .then(
        () => {
          finishedAt = now();
          failure = undefined;
        },
        (error: unknown) => {
          failure = { error, at: now(), runs: new Set() };
          throw error;
        },
      )
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };
  const isYoung = (maxAgeMs: number) => finishedAt !== undefined && now() - startedAt < maxAgeMs;

  const run: LibraryIndex["refresh"] = async ({ signal, maxAgeMs = 0 } = {}) => {
    if (underWay === undefined && isYoung(maxAgeMs)) return;
    await untilAborted(underWay ?? start(), signal);
  };

  return {
    run,
    async ensure(runId, { signal, maxAgeMs = MAX_AGE_MS } = {}) {
      // a new run may come of somebody who has just mended the server
      if (underWay === undefined && failure?.runs.has(runId) && now() - failure.at < FAILURE_HOLDS_MS)
        throw failure.error;
      const isNewRun = runId !== undefined && !runs.has(runId);
      try {
        await run({ signal, maxAgeMs: isNewRun ? 0 : maxAgeMs });
      } catch (error) {
        if (failure && failure.error === error) failure.runs.add(runId);
        throw error;
      }
      if (runId === undefined) return;
      runs.add(runId);
      for (const oldest of runs) {
        if (runs.size <= RUNS_REMEMBERED) break;
        runs.delete(oldest);
      }
    },
    get finishedAt() {
      return finishedAt;
    },
  };
}
