import { StateError } from "../../state/state-error.ts";
import type { Store } from "../../state/store.ts";
import * as messages from "../messages.ts";
import type { Runs } from "../runs.ts";

/** Days after which the end of a run is an occasion to look after the database. */
const MAINTENANCE_DAYS = 7;

/**
 * Forgets what is old, now and after each run, and looks for damage after a run when that was long ago. What fails is told
 * as `state-failed` of the run.
 *
 * @param historyDays - outcomes older than that are forgotten; 0 keeps all
 */
export function lookAfter({ runs, store }: { runs: Runs; store: Store }, historyDays: number): void {
  const afterRuns = (work: () => Promise<StateError | undefined>) =>
    runs.on("run-finished", async (run) => {
      const failure = await work();
      if (failure && failure.code !== "state-closed") runs.emit("state-failed", run, failure);
    });
  if (historyDays > 0) {
    void forget(store, historyDays);
    afterRuns(() => forget(store, historyDays));
  }
  afterRuns(() => maintain(store));
}

/** What cannot be forgotten now is forgotten after the next run; nobody who listens to this one is to miss its end. */
const forget = (store: Store, days: number): Promise<StateError | undefined> =>
  failureOf(async () => {
    await store.prune(days);
    return undefined;
  });

/** @returns what is wrong with the database, if it is time to look */
const maintain = (store: Store): Promise<StateError | undefined> =>
  failureOf(async () => {
    const [damage] = (await store.maintainAfter(MAINTENANCE_DAYS))?.problems ?? [];
    return damage === undefined
      ? undefined
      : new StateError("state-failed", messages.databaseDamaged(damage));
  });

async function failureOf(work: () => Promise<StateError | undefined>): Promise<StateError | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StateError) return error;
    throw error;
  }
}
