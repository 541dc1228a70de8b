import type { CronTimes } from "./cron-times.ts";
import type { Window } from "./window.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** When a profile is to run. */
export type Plan = {
  clock: ZoneClock;
  /** Longest random delay of a due time. Milliseconds. */
  jitter: number;
} & ({ windows: readonly Window[] } | { cron: CronTimes });

/** What counts for the next due time of a profile. Moments are milliseconds since the epoch. */
export interface Basis {
  /** The last real run that ended, or that was cut off: then when it began. Absent: there was none. */
  last?: { at: number; failed: boolean };
  /** The due time that was taken last. `served`: a run came of it, or nobody waits for one any more. */
  taken?: { at: number; served: boolean; dryRun: boolean };
  /** A due time that somebody wants to be left out. */
  skipped?: number;
  pausedUntil?: number;
}

/** When a run is due, and why so. */
export interface Due {
  at: number;
  /** Absent where a cron expression says when. */
  window?: Window;
}

/** Milliseconds after which a run that failed is due again, unless the interval is shorter. */
export const RETRY = 30 * 60_000;

/**
 * The same delay for the same due time, so that neither a restart nor another process draws it anew.
 *
 * @param most milliseconds
 */
export function delayOf(at: number, most: number): number {
  let hash = 2166136261;
  for (const character of String(at)) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
  return most <= 0 ? 0 : Math.floor((hash / 2 ** 32) * most);
}
