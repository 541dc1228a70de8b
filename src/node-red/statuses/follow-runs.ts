import type { RunSummary } from "../../runs/events.ts";
import type { Memory } from "../../runs/memory.ts";
import type { ListResult, Run } from "../../runs/run.ts";
import type { Runs } from "../../runs/runs.ts";
import type { Store } from "../../state/store.ts";
import type { Status } from "../node-port.ts";
import * as messages from "./messages.ts";
import { outcomeStatus } from "./outcome-status.ts";
import { attention, broken, good, stopped, working } from "./status.ts";

/**
 * How a run stands, for the status below a node.
 *
 * @param code - why titles of it failed, where that is known
 */
function runStatus(
  { state, counts, total, lists, error }: Pick<Run, "state" | "counts" | "total" | "lists" | "error">,
  code?: string,
): Status {
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (state === "running") return working(messages.progress(done, total));
  if (state === "cancelled" || state === "interrupted") return stopped(messages.runStopped(state));
  if (state === "failed") return broken(messages.runFailed(error?.code));
  const status = outcomeStatus({ counts, code }) ?? good(messages.noTitles());
  const failed = lists.filter((list) => list.error);
  return failed.length > 0 && status.fill !== "red" ? attention(failedLists(failed, lists.length)) : status;
}

/** Which lists failed, as short as a status must be. */
export function failedLists(failed: readonly ListResult[], total: number): string {
  const [first] = failed;
  return messages.listsFailed(failed.length, total, first?.name ?? first?.label ?? "");
}

/** The code of the latest failure in a run, as it was recorded. */
export async function failureOf(
  { id, counts }: Run,
  store: Pick<Store, "items">,
): Promise<string | undefined> {
  if (!counts.failed) return undefined;
  const [latest] = (await store.items({ runId: id, statuses: ["failed"], limit: 1 })).items;
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
  return memory.whenOpen((runs, store) => {
    // without a profile of its own it tells of what came by: two flows on one database are two syncs
    const concerns = (run: Run) => (profile === undefined ? tellsOf(runs, run.id) : run.profile === profile);
    /** Counts what was shown: what is read for an older status comes too late. */
    let shown = 0;
    const showEnd = async (run: Run) => {
      shown += 1;
      const own = shown;
      show(runStatus(run));
      const code = await failureOf(run, store).catch(() => undefined);
      if (code !== undefined && own === shown) show(runStatus(run, code));
    };
    store.runs({ ...(profile !== undefined && { profile }), limit: 1 }).then(
      async ([last]) => {
        if (last && shown === 0) await showEnd(last);
      },
      // a database that does not answer says so when it is used
      () => {},
    );
    const onProgress = (run: Run) => {
      if (!concerns(run)) return;
      shown += 1;
      show(runStatus(run));
    };
    const onFinished = (run: Run, summary: RunSummary) => {
      if (!concerns(run)) return;
      void showEnd(run);
      finished(summary);
    };
    runs.on("run-progress", onProgress);
    runs.on("run-finished", onFinished);
    return () => {
      shown = -1;
      runs.off("run-progress", onProgress);
      runs.off("run-finished", onFinished);
    };
  });
}
