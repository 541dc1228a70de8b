import type { RunSummary } from "../../runs/events.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Run } from "../../state/store.ts";
import type { Status } from "../node-port.ts";
import { attention, broken, good, stopped, working } from "./status.ts";

/** How a run stands, for the status below a node. */
export function runStatus({ state, counts, total }: Pick<Run, "state" | "counts" | "total">): Status {
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const requested = (counts.requested ?? 0) + (counts.would_request ?? 0);
  if (state === "running") return working(total === undefined ? `${done}` : `${done}/${total}`);
  if (state === "completed") return good(`${requested} requested`);
  if (state === "completed_with_errors") return attention(`${requested} requested, errors`);
  if (state === "failed") return broken("run failed");
  return stopped(`run ${state}`);
}

/**
 * Follows the runs of a database as soon as it is open.
 *
 * @param profile - undefined for all
 * @param show - is given the status after every step of a run
 * @param finished - is given the summary of each run that ends
 * @returns stops it
 */
export function followRuns(
  memory: Memory,
  profile: string | undefined,
  show: (status: Status) => void,
  finished: (summary: RunSummary) => void,
): () => void {
  const concerns = (run: Run) => profile === undefined || run.profile === profile;
  return memory.whenOpen((runs) => {
    const onProgress = (run: Run) => {
      if (concerns(run)) show(runStatus(run));
    };
    const onFinished = (run: Run, summary: RunSummary) => {
      if (!concerns(run)) return;
      show(runStatus(run));
      finished(summary);
    };
    runs.on("run-progress", onProgress);
    runs.on("run-finished", onFinished);
    return () => {
      runs.off("run-progress", onProgress);
      runs.off("run-finished", onFinished);
    };
  });
}
