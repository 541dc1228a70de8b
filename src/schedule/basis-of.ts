import type { ArrivedRun, StoredSchedule } from "../state/port/schedules.ts";
import type { Basis } from "./plan.ts";

/** Due times that are taken in a row although no run comes of them, before the next regular one is waited for. */
const TRIES = 2;

/**
 * What the memory says of a profile, for its next due time. Dry runs, cancelled ones and those that read one list of
 * several move nothing.
 *
 * @param runs of the profile, the latest that arrived first
 * @param lists how many the profile has, as far as that is known
 */
export function basisOf(stored: StoredSchedule, runs: readonly ArrivedRun[], lists: number): Basis {
  const last = lastReal(runs, lists);
  return {
    ...(last && { last }),
    ...(stored.takenAt !== undefined && { taken: takenOf(stored, stored.takenAt, runs) }),
    ...(stored.skippedTo !== undefined && { skipped: Date.parse(stored.skippedTo) }),
    ...(stored.pausedUntil !== undefined && { pausedUntil: Date.parse(stored.pausedUntil) }),
  };
}

function lastReal(runs: readonly ArrivedRun[], lists: number): Basis["last"] {
  const most = Math.max(lists, ...runs.map((run) => run.lists));
  const run = runs.find((each) => isReal(each, most)) ?? runs.findLast(isBegun);
  if (!run) return undefined;
  // when it was cut off nobody knows, only when somebody noticed
  if (run.state === "interrupted") return { at: Date.parse(run.startedAt), failed: true };
  return { at: Date.parse(run.finishedAt ?? run.startedAt), failed: run.state === "failed" };
}

/** What somebody has begun with, where there was no real run yet: the schedule goes on from there, and it does not move. */
const isBegun = ({ dryRun, state }: ArrivedRun): boolean =>
  dryRun ? state === "completed" || state === "completed_with_errors" : state !== "running";

/** A schedule may ask for one list, too; other runs without lists are single titles, or titles tried again. */
function isReal({ dryRun, state, trigger, lists }: ArrivedRun, most: number): boolean {
  if (dryRun || state === "running" || state === "cancelled") return false;
  return trigger === "schedule" || lists > 1 || (lists === 1 && most === 1);
}

function takenOf(
  stored: StoredSchedule,
  at: string,
  runs: readonly ArrivedRun[],
): NonNullable<Basis["taken"]> {
  const came = runs.filter(({ startedAt }) => startedAt >= at);
  const ended = came.some(({ state }) => state === "completed" || state === "completed_with_errors");
  return {
    at: Date.parse(at),
    served: ended || (came.length === 0 && stored.tries >= TRIES),
    dryRun: stored.takenDry,
  };
}

/** Whether a run came of the due time that was taken last. */
export const cameOf = ({ takenAt }: StoredSchedule, runs: readonly ArrivedRun[]): boolean =>
  takenAt !== undefined && runs.some(({ startedAt }) => startedAt >= takenAt);
