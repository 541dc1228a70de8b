import type { Arrival, Item, OutcomeStatus } from "../items/item.ts";
import type { ProfileSettings } from "../state/port/profiles.ts";
import type { Run, RunHead } from "./run.ts";
import type { Trigger } from "./trigger.ts";

/** What the memory tells everybody who listens; emitted by `Runs`. */
export interface SyncEvents {
  "run-started": [run: Run];
  /** After lists or items moved the run on; at most as often as things happen, listeners throttle. */
  "run-progress": [run: Run];
  "item-recorded": [run: RunHead, item: Item];
  "run-finished": [run: Run, summary: RunSummary];
  /** A list-source has taken the message that asks for a run whose id somebody was told of. */
  "run-queued": [runId: string];
  /** A run whose id somebody was told of does not begin, and why. */
  "run-skipped": [runId: string, reason: string];
  /** A server says that a title is available; told to the profile of the webhook. */
  "title-available": [profile: string, arrival: Arrival];
  /** Somebody changed what is set for a profile. */
  "settings-changed": [profile: string, settings: ProfileSettings];
  /** A profile is due at another time, or its schedule says something else. */
  "schedule-changed": [profile: string];
  /** The end of a run could not be stored, or a listener to it failed; it is over all the same. For the log. */
  "state-failed": [run: Run, error: unknown];
}

/** What a run did, for a person and for a flow; the payload of sync-state's second output. */
export interface RunSummary {
  runId: string;
  profile: string;
  state: Run["state"];
  dryRun: boolean;
  trigger: Trigger;
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
