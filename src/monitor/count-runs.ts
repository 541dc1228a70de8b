import type { OutcomeStatus } from "../items/item.ts";
import type { Run, RunHead, RunState } from "../runs/run.ts";
import type { Runs } from "../runs/runs.ts";
import type { Metrics } from "./metrics.ts";

/** How a run ends while somebody listens. */
const ENDS: readonly RunState[] = ["completed", "completed_with_errors", "failed", "cancelled"];

/** Shows the runs of a profile before there are any, so that the first one is seen as an increase. */
export function expectRuns({ runs }: Metrics, profile: string): void {
  for (const state of ENDS) runs.inc({ profile, state }, 0);
}

/**
 * Counts what runs do.
 *
 * @param nameOf - bounds the names of profiles
 * @returns counts the runs of a database, until what it returns is called
 */
export function countRuns(metrics: Metrics, nameOf: (profile: string) => string): (runs: Runs) => () => void {
  /** What has been counted of each run that is going on: a title that is recorded again counts with its latest outcome. */
  const counted = new Map<string, Run["counts"]>();

  function recorded(run: RunHead & Partial<Run>, status: OutcomeStatus | undefined): void {
    if (run.dryRun || !status) return;
    const { id, counts } = run;
    if (!counts || run.state !== "running") {
      metrics.itemsProcessed.inc({ status });
      return;
    }
    const before = counted.get(id) ?? {};
    const grown = (counts[status] ?? 0) > (before[status] ?? 0);
    if (grown) metrics.itemsProcessed.inc({ status });
    counted.set(id, counts);
  }

  function finished(run: Run, duration: number): void {
    counted.delete(run.id);
    // what gathers messages reads no lists: it is a sync only where it tells that one failed before that
    if (run.lists.length === 0 && run.state !== "failed") return;
    if (run.dryRun) metrics.dryRuns.inc();
    else {
      for (const { error } of run.lists) if (error) metrics.listFailures.inc({ code: error.code });
      metrics.syncDuration.observe(duration);
      metrics.runs.inc({ profile: nameOf(run.profile), state: run.state });
    }
  }

  return (runs) => {
    const onRecorded = (run: RunHead, item: { outcome?: { status: OutcomeStatus } }) =>
      recorded(run, item.outcome?.status);
    const onStarted = ({ profile, dryRun }: Run) => {
      if (!dryRun) expectRuns(metrics, nameOf(profile));
    };
    const onFinished = (run: Run, { duration }: { duration: number }) => finished(run, duration);
    runs.on("run-started", onStarted);
    runs.on("item-recorded", onRecorded);
    runs.on("run-finished", onFinished);
    return () => {
      counted.clear();
      runs.off("run-started", onStarted);
      runs.off("item-recorded", onRecorded);
      runs.off("run-finished", onFinished);
    };
  };
}
