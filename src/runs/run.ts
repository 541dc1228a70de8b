import type { OutcomeStatus } from "../items/item.ts";

/** How a run stands. `interrupted` is set at the next start when the process ended meanwhile. */
export type RunState =
  | "running"
  | "completed"
  | "completed_with_errors"
  | "failed"
  | "cancelled"
  | "interrupted";

/** What one run did with one list. */
export interface ListResult {
  provider: string;
  /** Id of the list as the provider's `parse` made it, or the pasted text when even that failed. */
  list: string;
  label: string;
  name?: string;
  url?: string;
  items: number;
  /** As announced by the provider. */
  total?: number;
  complete: boolean;
  via?: string;
  /** When an earlier answer was used again: the time of it. */
  fetchedAt?: string;
  warnings: string[];
  /** Absent when the list was read. */
  error?: { code: string; message: string };
}

/** One execution of a profile. Times are ISO 8601. */
export interface Run {
  id: string;
  profile: string;
  /** What started it: `schedule`, `manual`, `message`, … */
  trigger: string;
  dryRun: boolean;
  state: RunState;
  startedAt: string;
  finishedAt?: string;
  /** Titles the run set out to handle; absent until the lists are read. */
  total?: number;
  /** Titles recorded so far by outcome. */
  counts: Partial<Record<OutcomeStatus, number>>;
  lists: ListResult[];
  /** Why it failed or was cancelled. */
  error?: { code: string; message: string };
}

/** A run without its titles being counted, which takes longer the more they are. */
export type RunHead = Omit<Run, "counts">;

/** Which runs. */
export interface RunQuery {
  profile?: string;
  states?: RunState[];
  /** Only runs that read lists, and none that gathered messages. */
  withLists?: true;
  /** What started them. */
  trigger?: string;
  dryRun?: boolean;
  /** Began at or after this ISO 8601 time. */
  since?: string;
  /** Began before this ISO 8601 time. */
  until?: string;
  /** @default 100 */
  limit?: number;
  /** @default 0 */
  offset?: number;
}
