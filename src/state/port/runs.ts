import type { Run, RunHead, RunQuery } from "../../runs/run.ts";

/** The runs. */
export interface RunMemory {
  insertRun(run: Run, signal?: AbortSignal): Promise<void>;
  /** Writes everything of the run but its counts, which come from the outcomes. */
  updateRun(run: Run): Promise<void>;
  run(id: string): Promise<Run | undefined>;
  runHead(id: string): Promise<RunHead | undefined>;
  /** Newest first. */
  runs(query?: RunQuery): Promise<Run[]>;
  runHeads(query?: RunQuery): Promise<RunHead[]>;
  /**
   * Turns every run that is still `running` into `interrupted`; returns them, with those that were when the lease went over.
   * For the start of the process, once the lease is confirmed.
   */
  interruptRuns(at: string): Promise<Run[]>;
  /** When a run of each profile that read lists and was no dry run completed last (ISO 8601), with errors or without. */
  lastSyncs(): Promise<{ profile: string; at: string }[]>;
}
