import { type Basis, type Due, delayOf, type Plan, RETRY } from "./plan.ts";
import { openingsFrom, type Window } from "./window.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** Vixie cron's measure: a clock that is set back by less repeats nothing. */
const SMALL_SET_BACK = 3 * 60 * 60_000;

/**
 * When the profile is due: at or before `now` when it is due already, however late that is.
 *
 * Intervals are real time from the end of a run; what was missed within a window that is still open is due at once, what
 * was missed in a window that is over waits for the next window. A time of a cron expression that was missed is due at
 * once. Whatever was missed is due once.
 *
 * @returns undefined when it never is
 */
export function nextDue(plan: Plan, basis: Basis, now: number): Due | undefined {
  return "cron" in plan ? dueByCron(plan, basis, now) : dueByWindow(plan, basis, now);
}

function dueByCron(plan: Extract<Plan, { cron: unknown }>, basis: Basis, now: number): Due | undefined {
  const { cron, jitter } = plan;
  const { last, taken, skipped, pausedUntil } = basis;
  const done = latest(
    last && past(last.at, now, SMALL_SET_BACK),
    taken?.served ? past(taken.at, now, SMALL_SET_BACK) : undefined,
    skipped,
  );
  let at = last || done !== undefined ? cron.after(done ?? now) : now;
  if (at === undefined) return undefined;
  if (last || done !== undefined) at += delayOf(at, jitter);
  if (last?.failed && (skipped ?? 0) <= last.at) at = Math.min(at, past(last.at, now) + RETRY);
  // nobody knows whether anything came of it: not twice at once, and not for ever
  if (taken && !taken.served) {
    const since = past(taken.at, now);
    at = Math.max(at, Math.min(since + RETRY, cron.after(since) ?? Number.POSITIVE_INFINITY));
  }
  return { at: Math.max(at, pausedUntil ?? at) };
}

function dueByWindow(plan: Extract<Plan, { windows: unknown }>, basis: Basis, now: number): Due | undefined {
  const { windows, clock, jitter } = plan;
  const earliest = new Map(windows.map((window) => [window, earliestIn(window, basis, now)]));
  const starts = [...new Set([...earliest.values()].map((each) => Math.max(each, now)))].sort(
    (a, b) => a - b,
  );
  for (const start of starts) {
    // a week holds every window, and those of yesterday may still be open
    for (const { window, start: begin, end, opened } of openingsFrom(
      windows,
      clock.dayOf(start) - 2,
      11,
      clock,
    )) {
      if (end <= now) continue;
      if (window.every === undefined && opened <= doneOnce(basis, now)) continue;
      const at = Math.max(begin, earliest.get(window) ?? begin);
      if (at < end) return { at: Math.max(at, Math.min(at + delayOf(at, jitter), end - 1000)), window };
    }
  }
  return undefined;
}

/** The window that counts at a moment. */
export function windowAt(windows: readonly Window[], at: number, clock: ZoneClock): Window | undefined {
  return openingsFrom(windows, clock.dayOf(at) - 2, 4, clock).find(
    ({ start, end }) => start <= at && at < end,
  )?.window;
}

/** The moment before which nothing is due in a window. */
function earliestIn(
  { every, differs }: Window,
  { last, taken, skipped, pausedUntil }: Basis,
  now: number,
): number {
  const again = Math.min(every ?? RETRY, RETRY);
  const rest = (served: boolean) => (served ? (every ?? 0) : again);
  // what a dry run did says nothing of what is still to be requested
  const counts = taken && !(taken.served && taken.dryRun && !differs.dryRun) ? taken : undefined;
  return (
    latest(
      last && past(last.at, now) + rest(!last.failed),
      counts && past(counts.at, now) + rest(counts.served),
      skipped === undefined ? undefined : skipped + (every ?? 0),
      pausedUntil,
    ) ?? Number.NEGATIVE_INFINITY
  );
}

/** Until when windows of one run have had theirs. */
function doneOnce({ last, taken, skipped }: Basis, now: number): number {
  return (
    latest(
      last && !last.failed ? past(last.at, now) : undefined,
      taken?.served ? past(taken.at, now) : undefined,
      skipped,
    ) ?? Number.NEGATIVE_INFINITY
  );
}

/** Whether the clock says that something of the past is still to come: it was set back. */
export const isSetBack = ({ last, taken }: Basis, now: number): boolean =>
  Math.max(last?.at ?? 0, taken?.at ?? 0) > now;

/** A moment of the past; a clock that was set back may say that it is still to come. */
const past = (at: number, now: number, tolerance = 0): number => (at - now > tolerance ? now : at);

function latest(...moments: (number | undefined)[]): number | undefined {
  const known = moments.filter((each) => each !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}
