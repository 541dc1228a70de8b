import type { Item, OutcomeStatus } from "../items/item.ts";
import type { Scope } from "../scope.ts";
import * as messages from "./messages.ts";
import type { ListResult, Run } from "./run.ts";

/** A run of this process, as it is kept in memory while titles arrive. */
export interface LiveRun {
  /** Changed in place; only copies of it leave, see `snapshot`. */
  run: Run;
  /** Nobody began it as a sync: it gathers titles that came along by themselves, and is nobody's turn. */
  gathers: boolean;
  /** What each recorded title counts as. */
  statuses: Map<string, OutcomeStatus>;
  scope: Scope;
  /** Set when it is to end before its time. */
  stopping?: { state: "cancelled" | "failed"; error: NonNullable<Run["error"]> };
  /** Why the first title failed, for the case that all do. */
  firstFailure?: NonNullable<Run["error"]>;
}

/** Makes what is kept in memory of a run that begins or is joined. */
export const liveRun = (run: Run, scope: Scope, gathers = false): LiveRun => ({
  run,
  gathers,
  statuses: new Map(),
  scope,
});

/** A copy that does not change any more. */
export const snapshot = (run: Run): Run => ({ ...run, counts: { ...run.counts }, lists: [...run.lists] });

/** Counts a title once, with its latest outcome. */
export function count(live: LiveRun, key: string, { outcome }: Item): void {
  if (!outcome) return;
  const { counts } = live.run;
  const before = live.statuses.get(key);
  if (before !== undefined) {
    const left = (counts[before] ?? 0) - 1;
    if (left > 0) counts[before] = left;
    else delete counts[before];
  }
  counts[outcome.status] = (counts[outcome.status] ?? 0) + 1;
  live.statuses.set(key, outcome.status);
  if (outcome.status === "failed") {
    live.firstFailure ??= {
      code: outcome.code ?? "failed",
      message: outcome.reason ?? messages.everyTitleFailed(),
    };
  }
}

/** Puts a list's result in the place of an earlier one of the same list. */
export function putList(run: Run, result: ListResult): void {
  const place = run.lists.findIndex((one) => one.provider === result.provider && one.list === result.list);
  run.lists = place < 0 ? [...run.lists, result] : run.lists.with(place, result);
}

/** Whether there is nothing left to wait for. */
export function isComplete({ run, statuses, stopping }: LiveRun): boolean {
  return stopping !== undefined || (run.total !== undefined && statuses.size >= run.total);
}

const NEVER_READ = {
  code: "unexpected",
  message: messages.listsNeverRead(),
};

/**
 * How a run ends: `failed` when no list could be read or no title could be handled, `completed_with_errors` when some
 * could not.
 */
export function endOf({
  run,
  gathers,
  statuses,
  stopping,
  firstFailure,
}: LiveRun): Pick<Run, "state" | "error"> {
  if (stopping) return stopping;
  // whoever began it never said what is to be done, so nothing says that it is done
  if (run.total === undefined && !gathers) return { state: "failed", error: NEVER_READ };
  const broken = run.lists.flatMap(({ error }) => (error ? [error] : []));
  const [first] = broken;
  if (first && broken.length === run.lists.length && statuses.size === 0) {
    const message =
      broken.length === 1 ? first.message : `All ${broken.length} lists failed. ${first.message}`;
    return { state: "failed", error: { code: first.code, message } };
  }
  const { failed = 0, quota_exceeded: refused = 0 } = run.counts;
  if (failed > 0 && failed === statuses.size && firstFailure) return { state: "failed", error: firstFailure };
  return { state: first || failed + refused > 0 ? "completed_with_errors" : "completed" };
}
