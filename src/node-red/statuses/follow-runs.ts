import type { RunSummary } from "../../runs/events.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Runs } from "../../runs/runs.ts";
import type { ListResult, Run, Store } from "../../state/store.ts";
import type { Status } from "../node-port.ts";
import { shortReason } from "../report-error.ts";
import { outcomeStatus } from "./outcome-status.ts";
import { attention, broken, good, stopped, working } from "./status.ts";

/**
 * How a run stands, for the status below a node.
 *
 * @param code - why titles of it failed, where that is known
 */
export function runStatus(
  { state, counts, total, lists, error }: Pick<Run, "state" | "counts" | "total" | "lists" | "error">,
  code?: string,
): Status {
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (state === "running") return working(total === undefined ? `${done}` : `${done}/${total}`);
  if (state === "cancelled" || state === "interrupted") return stopped(`run ${state}`);
  if (state === "failed") return broken(error ? `run failed: ${shortReason(error.code)}` : "run failed");
  const status = outcomeStatus({ counts, code }) ?? good("no titles");
  const failed = lists.filter((list) => list.error);
  return failed.length > 0 && status.fill !== "red" ? attention(failedLists(failed, lists.length)) : status;
}

/** Which lists failed, as short as a status must be. */
export function failedLists(failed: readonly ListResult[], total: number): string {
  const [first] = failed;
  const name = `${first?.name ?? first?.label ?? ""}`;
  const short = name.length > 30 ? `${name.slice(0, 29)}…` : name;
  const which = failed.length > 1 ? `${short} and ${failed.length - 1} more` : short;
  return `${failed.length} of ${total} lists failed: ${which}`;
}

/** The code of the latest failure in a run, as it was recorded. */
export function failureOf({ id, counts }: Run, store: Pick<Store, "items">): string | undefined {
  if (!counts.failed) return undefined;
  const [latest] = store.items({ runId: id, statuses: ["failed"], limit: 1 }).items;
  return latest?.outcome?.code;
}

/**
 * Follows the runs of a database as soon as it is open.
 *
 * @param profile - undefined for all
 * @param show - is given the status after every step of a run
 * @param finished - is given the summary of each run that ends
 * @param tellsOf - whether a run is told here when no profile is given
 * @returns stops it
 */
export function followRuns(
  memory: Memory,
  profile: string | undefined,
  show: (status: Status) => void,
  finished: (summary: RunSummary) => void,
  tellsOf: (runs: Runs, runId: string) => boolean = () => true,
): () => void {
  return memory.whenOpen((runs) => {
    // without a profile of its own it tells of what came by: two flows on one database are two syncs
    const concerns = (run: Run) => (profile === undefined ? tellsOf(runs, run.id) : run.profile === profile);
    const [last] = memory.store().runs({ ...(profile !== undefined && { profile }), limit: 1 });
    const showEnd = (run: Run) => show(runStatus(run, failureOf(run, memory.store())));
    if (last) showEnd(last);
    const onProgress = (run: Run) => {
      if (concerns(run)) show(runStatus(run));
    };
    const onFinished = (run: Run, summary: RunSummary) => {
      if (!concerns(run)) return;
      showEnd(run);
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
