import type { Memory } from "../../runs/memory.ts";
import type { Store } from "../../state/store.ts";
import { failureOf } from "./follow-runs.ts";
import type { OutcomeCounts } from "./outcome-status.ts";

/**
 * Opens a database soon after the start, so that whoever waits for it shows how the last run went. One that cannot be
 * opened says so when it is used.
 */
export function recall(memory: Memory | undefined): void {
  if (!memory) return;
  setImmediate(() => {
    // told to the first message, and by the status then
    memory.runs().catch(() => {});
  });
}

/**
 * The outcomes of the last run, for a node that handles titles of whichever profile arrives: only where the database has
 * runs of one profile, since otherwise nobody knows whose titles this node handled.
 */
export async function lastOutcomes(store: Store): Promise<OutcomeCounts | undefined> {
  const [newest, ...others] = await store.runHeads({ limit: RUNS });
  if (!newest || others.some(({ profile }) => profile !== newest.profile)) return undefined;
  const last = await store.run(newest.id);
  if (!last) return undefined;
  return { counts: { ...last.counts }, code: await failureOf(last, store) };
}

/** Runs that are looked at. */
const RUNS = 20;
