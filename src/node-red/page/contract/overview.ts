import * as v from "valibot";
import { count, database, failure, listName, outcomeStatus, time, titleType, word, year } from "./parts.ts";

/** A title that passes by while a sync is running. */
export const passing = v.object({
  key: v.string(),
  title: v.string(),
  year: v.optional(year),
  type: titleType,
  outcome: outcomeStatus,
  reason: v.optional(v.string()),
  /** TMDB id, for its poster and page. */
  tmdbId: v.optional(count),
});

/** What is going on in a profile. */
export const running = v.object({
  runId: v.string(),
  trigger: v.string(),
  dryRun: v.boolean(),
  startedAt: time,
  /** Titles that are done. */
  done: count,
  /** Absent until the lists are read. */
  total: v.optional(count),
  counts: v.record(v.string(), count),
  lists: v.object({ read: count, failed: count }),
  /** The latest ones, newest first, 12 at most. */
  passing: v.array(passing),
});

/** A list that could not be read when it was read last. */
export const failedList = v.object({ ...listName.entries, label: v.string(), error: failure, at: time });

/** How a run ended. */
export const lastRun = v.object({
  runId: v.string(),
  state: v.picklist(["completed", "completed_with_errors", "failed", "cancelled", "interrupted"]),
  trigger: v.string(),
  dryRun: v.boolean(),
  startedAt: time,
  finishedAt: v.optional(time),
  counts: v.record(v.string(), count),
  /** One line: `12 requested, 3 not found.` */
  text: v.string(),
  error: v.optional(failure),
});

/** A profile of a database. */
export const profileState = v.object({
  /** Id of the database's node. */
  database: v.string(),
  profile: v.string(),
  running: v.nullable(running),
  last: v.nullable(lastRun),
  /** When its next sync is due; null where no schedule says so. */
  next: v.nullable(v.object({ at: v.optional(time), text: v.string(), pausedUntil: v.optional(time) })),
  /** Schedules may start it. */
  automatic: v.boolean(),
  failedLists: v.array(failedList),
  /** Lists that its nodes have, those that are switched off not counted. */
  lists: count,
  /** Why it cannot be started from here; absent when it can. */
  cannotStart: v.optional(v.string()),
});

/** How a request server is. */
export const serverState = v.object({
  id: v.string(),
  name: v.string(),
  product: v.optional(v.string()),
  version: v.optional(v.string()),
  /** Absent while nobody has asked it yet. */
  up: v.optional(v.boolean()),
  error: v.optional(failure),
});

/** A database, and why it cannot be read at the moment. */
export const databaseState = v.object({
  id: v.string(),
  name: v.string(),
  error: v.optional(failure),
  /** Another Node-RED has it: it can be read and not written. */
  readOnly: v.optional(v.string()),
});

/** What became available lately. */
export const arrived = v.object({
  /** Id of its node. */
  database: v.string(),
  title: v.string(),
  type: titleType,
  tmdbId: v.optional(count),
  key: v.string(),
  by: v.string(),
  at: time,
});

export const overviewQuery = v.object({ database, profile: v.optional(word("Only this profile")) });

/** Everything of the first page. */
export const overview = v.object({
  databases: v.array(databaseState),
  profiles: v.array(profileState),
  servers: v.array(serverState),
  /** Titles and lists that wait for a person; absent while the database does not answer. */
  needsYou: v.optional(count),
  /** Requests of the last 30 days, each day once, oldest first; days are those of the server's time zone. */
  requests: v.array(v.object({ day: v.pipe(v.string(), v.isoDate()), requests: count })),
  /** Newest first, 24 at most. */
  arrived: v.array(arrived),
});

export const startBody = v.object({
  database,
  profile: word("Name of the profile"),
  requestId: v.optional(word("Made by the page: the same one again starts nothing more")),
});

export const started = v.object({
  /** Of the run that will begin; absent for `stop`. */
  runId: v.optional(v.string()),
  /** Runs that were stopped. */
  stopped: v.optional(count),
  message: v.string(),
});
