import type { Arrival } from "../../../items/item.ts";
import type { RunSummary } from "../../../runs/events.ts";
import type { Memory } from "../../../runs/memory.ts";

/** Runs that are remembered as told of. */
const MOST = 200;

/** Follows what happens in a database. */
export interface Following {
  /** Whether nobody was told of a run yet, by the database or by a message. Asked once, the run counts as told. */
  isNew(runId: string): boolean;
  stop(): void;
}

/** @param on called for each run that ends, and each title that arrives, whatever its profile */
export function followRuns(
  memory: Memory | undefined,
  on: { ended(summary: RunSummary): void; arrived(profile: string, arrival: Arrival): void },
): Following {
  const told = new Set<string>();
  function isNew(runId: string): boolean {
    if (told.has(runId)) return false;
    told.add(runId);
    const [oldest = ""] = told;
    if (told.size > MOST) told.delete(oldest);
    return true;
  }
  const stop = memory?.whenOpen((runs) => {
    const ended = (_run: unknown, summary: RunSummary) => {
      if (isNew(summary.runId)) on.ended(summary);
    };
    const { arrived } = on;
    runs.on("run-finished", ended);
    runs.on("title-available", arrived);
    return () => {
      runs.off("run-finished", ended);
      runs.off("title-available", arrived);
    };
  });
  return { isNew, stop: () => stop?.() };
}
