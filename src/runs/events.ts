import type { Item, OutcomeStatus } from "../items/item.ts";
import type { ProfileSettings, Run } from "../state/store.ts";

/** What the memory tells everybody who listens; emitted by `Runs`. */
export interface SyncEvents {
  "run-started": [run: Run];
  /** After lists or items moved the run on; at most as often as things happen, listeners throttle. */
  "run-progress": [run: Run];
  "item-recorded": [run: Run, item: Item];
  "run-finished": [run: Run, summary: RunSummary];
  /** Somebody changed what is set for a profile. */
  "settings-changed": [profile: string, settings: ProfileSettings];
  /** The end of a run could not be stored, or a listener to it failed; it is over all the same. For the log. */
  "state-failed": [run: Run, error: unknown];
}

/** What a run did, for a person and for a flow; the payload of sync-state's second output. */
export interface RunSummary {
  runId: string;
  profile: string;
  state: Run["state"];
  dryRun: boolean;
  trigger: string;
  startedAt: string;
  finishedAt?: string;
  /** Seconds. */
  duration: number;
  total: number;
  counts: Run["counts"];
  lists: Run["lists"];
  /** Titles that were requested, or would be in a dry run. */
  requested: string[];
  /** Titles that need a person, with the reason. */
  problems: { title: string; status: OutcomeStatus; reason?: string }[];
  /** Titles of the run that never arrived at sync-state, because the flow filtered them out or lost them. */
  missing: number;
  error?: Run["error"];
  /** One line: `12 requested, 3 not found, 85 already there. 1 of 7 lists failed.` */
  text: string;
}
