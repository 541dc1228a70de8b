import type { Memory } from "../runs/memory.ts";
import { StateError } from "../state/state-error.ts";
import type { Backups } from "./backups.ts";

/**
 * Makes a backup at the end of a run when the newest one is old enough: only then is there something new.
 *
 * @param hours - how old; 0 for never. Read at the end of each run
 * @param report - is told why one could not be made, or an older one not be removed
 * @returns ends it
 */
export function backUpAfterRuns(
  memory: Memory,
  backups: Backups,
  hours: () => number,
  report: (error: unknown) => void,
): () => void {
  async function afterRun(): Promise<void> {
    try {
      const age = hours();
      const made = age > 0 ? await backups.makeAfter(age) : undefined;
      if (made?.problem) report(made.problem);
    } catch (error) {
      // a deployment came first; the next run is an occasion as well
      if (!(error instanceof StateError && error.code === "state-closed")) report(error);
    }
  }
  return memory.whenOpen((runs) => {
    const listener = () => void afterRun();
    runs.on("run-finished", listener);
    return () => void runs.off("run-finished", listener);
  });
}
