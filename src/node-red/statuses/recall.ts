import type { Memory } from "../../runs/memory.ts";
import { failureOf } from "./follow-runs.ts";
import type { OutcomeCounts } from "./outcome-status.ts";

/**
 * Opens a database soon after the start, so that whoever waits for it shows how the last run went. One that cannot be
 * opened says so when it is used.
 */
export function recall(memory: Memory | undefined): void {
  if (!memory) return;
  setImmediate(() => {
    try {
      memory.store();
    } catch {
      // told to the first message, and by the status then
    }
  });
}

/**
 * The outcomes of the last run, for a node that handles titles of whichever profile arrives: only where the database has
 * runs of one profile, since otherwise nobody knows whose titles this node handled.
 */
export function lastOutcomes(memory: Memory): OutcomeCounts | undefined {
  const [last, ...others] = memory.store().runs({ limit: RUNS });
  if (!last || others.some(({ profile }) => profile !== last.profile)) return undefined;
  return { counts: { ...last.counts }, code: failureOf(last, memory.store()) };
}

/** Runs that are looked at. */
const RUNS = 20;
