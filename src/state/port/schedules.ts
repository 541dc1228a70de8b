import type { Run } from "../../runs/run.ts";

/** When a profile is due, and what was done about it. Times are ISO 8601. */
export interface StoredSchedule {
  profile: string;
  /** Its plan in words. */
  plan?: string;
  /** Time zone of the plan. */
  zone?: string;
  /** When the next run is due; absent when none is, or nobody knows. */
  nextAt?: string;
  /** Name of the window in which that is. */
  nextName?: string;
  /** What the schedule says of itself: `next: today 02:00 · off-peak`. */
  standing?: string;
  /** How often a due time was taken: whoever takes one names the number that it knows. */
  takes: number;
  /** How often in a row, without a run that came of it. */
  tries: number;
  /** When one was taken last, and whether for a dry run. */
  takenAt?: string;
  takenDry: boolean;
  /** Due times until then are left out. */
  skippedTo?: string;
  pausedUntil?: string;
  /** For what the due time was reckoned while the clock was behind: it stays as long as that does. */
  heldFor?: string;
}

/** What schedules look at of a run. */
export interface ArrivedRun
  extends Pick<Run, "id" | "trigger" | "dryRun" | "state" | "startedAt" | "finishedAt"> {
  /** How many it read. */
  lists: number;
}

/** When profiles are due. */
export interface ScheduleMemory {
  /** The schedule of a profile; one that has none yet is empty. */
  schedule(profile: string): Promise<StoredSchedule>;
  /** Those of all profiles, by name. */
  schedules(): Promise<StoredSchedule[]>;
  /** Changes what is given; `undefined` takes it away. */
  saveSchedule(
    profile: string,
    patch: Partial<Omit<StoredSchedule, "profile" | "takes" | "tries">>,
  ): Promise<void>;
  /**
   * Takes a due time, which one of several who try at the same moment succeeds in.
   *
   * @param take - `takes` as the taker knows it; `tries` and what else is to be remembered
   * @returns whether it is the caller's
   */
  takeDue(
    profile: string,
    take: Pick<StoredSchedule, "takes" | "tries"> & { at: string; dryRun: boolean },
  ): Promise<boolean>;
  /** Runs of a profile in the order in which they were written, the latest first. */
  arrivedRuns(profile: string, limit: number): Promise<ArrivedRun[]>;
}
