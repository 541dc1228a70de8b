import type { Item } from "../../items/item.ts";
import { itemKey } from "../../items/key.ts";
import { normaliseItem } from "../../items/normalise.ts";
import type { RunSummary } from "../../runs/events.ts";
import type { Memory } from "../../runs/memory.ts";
import type { HistoryEntry, Run, StoredItem } from "../../state/store.ts";
import { readItemQuery, type StateQuery } from "../settings/item-query.ts";

/**
 * Titles that fit a query, latest outcome first.
 *
 * @throws InputError `bad-input`; StateError
 */
export function findItems(memory: Memory, query: StateQuery): { items: StoredItem[]; total: number } {
  return memory.store().items(readItemQuery(query));
}

/**
 * Everything that was ever done with a title, newest first.
 *
 * @param title - an item, with a match or without, or an item key such as `movie:tmdb:603`
 * @throws InputError `bad-input` when it names no title; StateError
 */
export function titleHistory(memory: Memory, title: unknown): HistoryEntry[] {
  if (typeof title === "string" && /^([a-z]+:)?(tmdb|imdb|tvdb):\S+$|^title:/.test(title)) {
    return memory.store().history(title);
  }
  const item = normaliseItem(title);
  return memory.store().history(item.match ?? tmdbTitle(item) ?? itemKey(item));
}

function tmdbTitle({ ids, mediaType }: Item): { mediaType: "movie" | "tv"; tmdbId: number } | undefined {
  return ids.tmdb === undefined || mediaType === "unknown" ? undefined : { mediaType, tmdbId: ids.tmdb };
}

/** Runs, newest first. @throws StateError */
export function findRuns(memory: Memory, query: { profile?: string; limit?: number }): Run[] {
  // opening the runs marks those that a crash cut off
  memory.runs();
  return memory.store().runs({ limit: 100, ...query });
}

/** The latest run that has ended, summed up; undefined when there is none. @throws StateError */
export function lastSummary(memory: Memory, profile?: string): RunSummary | undefined {
  const runs = memory.runs();
  const [last] = memory.store().runs({
    profile,
    states: ["completed", "completed_with_errors", "failed", "cancelled", "interrupted"],
    limit: 1,
  });
  return last && runs.summary(last.id);
}

/**
 * Stops what is running.
 *
 * @returns ids of the runs that were stopped
 * @throws StateError
 */
export function cancelRuns(memory: Memory, profile?: string): string[] {
  const runs = memory.runs();
  return runs
    .running()
    .filter((run) => profile === undefined || run.profile === profile)
    .map(({ id }) => id)
    .filter((id) => runs.cancel(id, "Somebody cancelled the run."));
}

/**
 * Titles to be tried again, as a list would give them: without what was found and done.
 *
 * @throws InputError `bad-input`; StateError
 */
export function failedItems(memory: Memory, query: StateQuery): Item[] {
  const { statuses = ["failed"], ...rest } = readItemQuery(query);
  const { items } = memory.store().items({ ...rest, statuses, limit: Number.MAX_SAFE_INTEGER, offset: 0 });
  return items.map(({ item: { match: _match, outcome: _outcome, outcomes: _outcomes, ...item } }) => item);
}

/** What skip-known leaves out. */
export interface SkipRule {
  hours: number;
  statuses: string[];
}

/**
 * Why a title need not be looked at again, as the outcome it leaves with.
 *
 * @returns the item with the outcome `skipped`, or undefined when it is to be handled
 * @throws StateError
 */
export function skipKnown(
  memory: Memory,
  item: Item,
  rule: SkipRule,
  now: Date = new Date(),
): Item | undefined {
  const last = memory.store().lastOutcome(itemKey(item));
  if (!last || !rule.statuses.includes(last.status)) return undefined;
  const hours = (now.getTime() - Date.parse(last.at)) / 3_600_000;
  if (!(hours <= rule.hours)) return undefined;
  const reason = `${last.status.replaceAll("_", " ")} at ${last.at}, less than ${rule.hours} hours ago`;
  return { ...item, outcome: { status: "skipped", reason, at: now.toISOString() } };
}
