import * as v from "valibot";
import { OUTCOME_STATUSES } from "../../../items/outcomes.ts";
import {
  count,
  database,
  failure,
  listName,
  oneOrMore,
  outcomeStatus,
  page,
  paging,
  time,
  titleType,
  word,
  year,
} from "./parts.ts";

const RUN_STATES = [
  "running",
  "completed",
  "completed_with_errors",
  "failed",
  "cancelled",
  "interrupted",
] as const;

export const runsQuery = v.object({
  database,
  profile: v.optional(word("Only runs of this profile")),
  state: v.optional(oneOrMore(RUN_STATES, "How they stand")),
  trigger: v.optional(word("What started them: `schedule`, `manual`, …")),
  dryRun: v.optional(v.picklist(["yes", "no"])),
  withLists: v.optional(v.literal("yes")),
  since: v.optional(time),
  until: v.optional(time),
  ...paging,
});

export const runRow = v.object({
  id: v.string(),
  profile: v.string(),
  trigger: v.string(),
  dryRun: v.boolean(),
  state: v.picklist(RUN_STATES),
  startedAt: time,
  finishedAt: v.optional(time),
  /** Seconds, so far for one that is running. */
  duration: v.number(),
  total: v.optional(count),
  lists: v.object({ read: count, failed: count }),
  error: v.optional(failure),
});

/** Newest first. */
export const runs = page(runRow);

export const runQuery = v.object({ database, id: word("Id of the run") });

export const run = v.object({
  ...runRow.entries,
  counts: v.record(v.string(), count),
  /** One line. */
  text: v.string(),
  /** Titles that never arrived at sync-state. */
  missing: count,
  perList: v.array(
    v.object({
      ...listName.entries,
      label: v.string(),
      /** Name of the site. */
      site: v.string(),
      titles: count,
      announced: v.optional(count),
      complete: v.boolean(),
      warnings: v.array(v.string()),
      error: v.optional(failure),
    }),
  ),
});

export const decisionsQuery = v.object({
  database,
  id: word("Id of the run"),
  outcome: v.optional(oneOrMore(OUTCOME_STATUSES, "Outcomes")),
  ...paging,
});

/** What a run did with a title, and why. */
export const runDecision = v.object({
  key: v.string(),
  title: v.string(),
  year: v.optional(year),
  type: titleType,
  outcome: outcomeStatus,
  reason: v.optional(v.string()),
  code: v.optional(v.string()),
  httpStatus: v.optional(count),
  requestId: v.optional(count),
  is4k: v.optional(v.boolean()),
  tmdbId: v.optional(count),
  at: time,
  lists: v.array(listName),
});

/** The latest first. */
export const runDecisions = page(runDecision);

export const exportQuery = v.object({
  database,
  id: word("Id of the run"),
  format: v.optional(v.picklist(["csv", "ndjson"]), "csv"),
});
