import { Holds } from "../holds.ts";
import { Scope } from "../scope.ts";
import { backgroundTimer, type Timer } from "./idle-timer.ts";

/**
 * Milliseconds that the scope of a run stays when nobody needs it any more: flows delay titles, and a run's limits and
 * faults hold for those that come late as well.
 */
const RESTS_MS = 5 * 60_000;

/** The scopes of the runs that are going on, by run id. */
export interface Scopes {
  /** The scope of a run, there until the returned function is called and a while after; a new one where there is none. */
  keep(runId: string): { scope: Scope; release: () => void };
  /** The same for a message that is worked on; one of no run has a scope to itself, which ends with it. */
  enter(runId: string | undefined): { scope: Scope; leave: () => void };
  find(runId: string): Scope | undefined;
  /** Disposes of a scope at once, unless a run keeps it. */
  dispose(runId: string): void;
  /** How many there are. */
  readonly size: number;
}

/**
 * @param restsMs milliseconds before a scope is disposed that nobody needs
 * @param now milliseconds since the epoch
 */
export function createScopes(
  restsMs = RESTS_MS,
  now: () => number = Date.now,
  timer: Timer = backgroundTimer,
): Scopes {
  const known = new Map<string, { scope: Scope; keepers: Holds }>();
  /** Since when nobody needs them, the longest first. */
  const resting = new Map<string, number>();
  let isArmed = false;

  function open(runId: string) {
    const keepers = new Holds(() => rest(runId));
    const entry = { scope: new Scope(runId), keepers };
    entry.scope.work.onFree(() => rest(runId));
    known.set(runId, entry);
    return entry;
  }

  function need(runId: string) {
    resting.delete(runId);
    return known.get(runId) ?? open(runId);
  }

  function rest(runId: string): void {
    const entry = known.get(runId);
    if (!entry || entry.keepers.count + entry.scope.work.count > 0) return;
    resting.delete(runId);
    resting.set(runId, now());
    if (!isArmed) arm(restsMs);
  }

  /** One timer, however many rest. */
  function arm(ms: number): void {
    isArmed = true;
    timer(() => {
      isArmed = false;
      for (const [runId, since] of resting) {
        const left = since + restsMs - now();
        if (left > 0) return arm(left);
        dispose(runId);
      }
    }, ms);
  }

  function dispose(runId: string): void {
    resting.delete(runId);
    const entry = known.get(runId);
    if (!entry || entry.keepers.count > 0) return;
    known.delete(runId);
    entry.scope.dispose();
  }

  return {
    keep(runId) {
      const { scope, keepers } = need(runId);
      return { scope, release: keepers.take() };
    },
    enter(runId) {
      const scope = runId === undefined ? new Scope() : need(runId).scope;
      const leave = scope.work.take();
      if (runId === undefined) scope.work.onFree(() => scope.dispose());
      return { scope, leave };
    },
    find: (runId) => known.get(runId)?.scope,
    dispose,
    get size() {
      return known.size;
    },
  };
}

/** Of the process: one flow may begin a run with a database and request its titles without, or the other way round. */
export const runScopes: Scopes = createScopes();
