import type { ListEntry } from "../lists/entries/list-entry.ts";
import type { Memory } from "../runs/memory.ts";
import { askStore } from "./ask-store.ts";
import { soonOrNever } from "./soon-or-never.ts";

interface Counts {
  total_lists: number;
  items_synced_24h: number;
  /** Titles of the last 24 hours by outcome. */
  status_breakdown: Record<string, number>;
}

/** What was done within a day, in the words that ListSync for the desktop documents. */
export interface Stats extends Counts {
  profiles: Record<string, Counts>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Counts what was done within a day.
 *
 * @param lists of each profile, those that are switched off included
 * @throws StateError
 */
export async function readStats(
  memory: Memory,
  lists: ReadonlyMap<string, readonly ListEntry[]>,
  now: Date,
): Promise<Stats> {
  const since = new Date(now.getTime() - DAY_MS).toISOString();
  const rows = await soonOrNever(askStore(memory, (store) => store.outcomeCounts(since)));
  const whole = noCounts();
  const profiles = new Map<string, Counts>();
  const of = (profile: string): Counts => {
    const counts = profiles.get(profile) ?? noCounts();
    profiles.set(profile, counts);
    return counts;
  };
  for (const [profile, entries] of lists)
    for (const counts of [whole, of(profile)]) counts.total_lists += entries.length;
  for (const { profile, status, titles } of rows)
    for (const counts of [whole, of(profile)]) {
      counts.items_synced_24h += titles;
      counts.status_breakdown[status] = (counts.status_breakdown[status] ?? 0) + titles;
    }
  return { ...whole, profiles: Object.fromEntries(profiles) };
}

const noCounts = (): Counts => ({ total_lists: 0, items_synced_24h: 0, status_breakdown: {} });
