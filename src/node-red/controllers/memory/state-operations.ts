import type { Item } from "../../../items/item.ts";
import { itemKey } from "../../../items/key.ts";
import { normaliseItem } from "../../../items/normalise.ts";
import type { RunSummary } from "../../../runs/events.ts";
import type { Memory } from "../../../runs/memory.ts";
import { cancelled as runCancelled } from "../../../runs/messages.ts";
import type { Run } from "../../../runs/run.ts";
import { summarise } from "../../../runs/summary.ts";
import type { HistoryEntry, ItemQuery, StoredItem } from "../../../state/port/titles.ts";
import * as messages from "../../messages.ts";
import { askedOf, readItemQuery, type StateQuery } from "../../settings/item-query.ts";
import { isItemKey } from "../item-keys.ts";

/**
 * Titles that fit a query, latest outcome first.
 *
 * @throws InputError `bad-input`; StateError
 */
export async function findItems(
  memory: Memory,
  query: StateQuery,
): Promise<{ items: StoredItem[]; total: number }> {
  const asked = readItemQuery(query);
  return (await memory.store()).items(asked);
}

/**
 * Titles of which another program noted something, newest first.
 *
 * @throws InputError `bad-input`; StateError
 */
export async function findImported(
  memory: Memory,
  query: StateQuery,
): Promise<{ items: StoredItem[]; total: number }> {
  const { text, mediaType, limit, offset } = readItemQuery(askedOf("query of imported titles", query));
  return (await memory.store()).importedTitles({
    ...(text !== undefined && { text }),
    ...(mediaType !== undefined && { mediaType }),
    ...(limit !== undefined && { limit }),
    ...(offset !== undefined && { offset }),
  });
}

/**
 * Everything that was ever done with a title, newest first.
 *
 * @param title - an item, with a match or without, or an item key such as `movie:tmdb:603`
 * @throws InputError `bad-input` when it names no title; StateError
 */
export async function titleHistory(memory: Memory, title: unknown): Promise<HistoryEntry[]> {
  if (typeof title === "string" && isItemKey(title)) {
    return (await memory.store()).history(title);
  }
  const item = normaliseItem(title);
  return (await memory.store()).history(item.match ?? tmdbTitle(item) ?? itemKey(item));
}

function tmdbTitle({ ids, mediaType }: Item): { mediaType: "movie" | "tv"; tmdbId: number } | undefined {
  return ids.tmdb === undefined || mediaType === "unknown" ? undefined : { mediaType, tmdbId: ids.tmdb };
}

/** Runs, newest first. @throws StateError */
export async function findRuns(
  memory: Memory,
  query: { profile?: string; limit?: number; offset?: number },
): Promise<Run[]> {
  // opening it marks those that a crash cut off
  return (await memory.store()).runs({ limit: 100, ...query });
}

/** The profile of a run; undefined when it is not known. @throws StateError */
export const profileOf = async (memory: Memory, runId?: string): Promise<string | undefined> =>
  runId === undefined ? undefined : (await (await memory.store()).runHead(runId))?.profile;

/** When a profile is due, for flows. Times are ISO 8601. */
export interface ScheduleAnswer {
  profile: string;
  /** Its plan in words. */
  plan: string;
  zone: string;
  /** Absent when none is due, or nobody knows: see `status`. */
  next?: string;
  /** Name of the window in which that is. */
  window?: string;
  pausedUntil?: string;
  /** What the node shows: `next: today 02:00 · off-peak`. */
  status: string;
}

/** The schedules that are deployed, by profile. @throws StateError */
export async function findSchedules(memory: Memory, profile?: string): Promise<ScheduleAnswer[]> {
  const all = await (await memory.store()).schedules();
  return all.flatMap(({ profile: name, plan, zone, nextAt, nextName, pausedUntil, standing }) =>
    plan === undefined || (profile !== undefined && name !== profile)
      ? []
      : {
          profile: name,
          plan,
          zone: zone ?? "",
          ...(nextAt !== undefined && { next: nextAt }),
          ...(nextAt !== undefined && nextName !== undefined && { window: nextName }),
          ...(pausedUntil !== undefined && Date.parse(pausedUntil) > Date.now() && { pausedUntil }),
          status: standing ?? "",
        },
  );
}

/** The latest run that has ended, summed up; undefined when there is none. @throws StateError */
export async function lastSummary(memory: Memory, profile?: string): Promise<RunSummary | undefined> {
  const store = await memory.store();
  const [last] = await store.runs({
    profile,
    states: ["completed", "completed_with_errors", "failed", "cancelled", "interrupted"],
    limit: 1,
  });
  return last && summarise(store, last, new Date());
}

/**
 * Stops what is running.
 *
 * @returns ids of the runs that were stopped
 * @throws StateError
 */
export async function cancelRuns(memory: Memory, profile?: string): Promise<string[]> {
  const runs = await memory.runs();
  return runs
    .running()
    .filter((run) => profile === undefined || run.profile === profile)
    .map(({ id }) => id)
    .filter((id) => runs.cancel(id, runCancelled()));
}

/**
 * Titles to be tried again, as a list would give them: without what was found and done.
 *
 * @throws StateError
 */
export async function failedItems(memory: Memory, query: ItemQuery): Promise<Item[]> {
  const store = await memory.store();
  const { items } = await store.items({ statuses: ["failed"], limit: Number.MAX_SAFE_INTEGER, ...query });
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
export async function skipKnown(
  memory: Memory,
  item: Item,
  rule: SkipRule,
  now: Date = new Date(),
): Promise<Item | undefined> {
  const last = await (await memory.store()).lastOutcome(itemKey(item));
  if (!last || !rule.statuses.includes(last.status)) return undefined;
  const hours = (now.getTime() - Date.parse(last.at)) / 3_600_000;
  if (!(hours <= rule.hours)) return undefined;
  const reason = messages.skippedAsKnown(last.status.replaceAll("_", " "), last.at, rule.hours);
  return { ...item, outcome: { status: "skipped", reason, at: now.toISOString() } };
}
