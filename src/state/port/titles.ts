import type { Arrival, Item, Match, MediaType, Outcome, OutcomeStatus } from "../../items/item.ts";

/** A title as the memory knows it, with its latest outcome. */
export interface StoredItem {
  key: string;
  item: Item;
  firstSeenAt: string;
  lastSeenAt: string;
  outcome?: Outcome;
  runId?: string;
  /** What another program noted of it, in its own word; nothing else is known of it then. */
  imported?: { by: string; status: string; at: string };
}

export interface HistoryEntry {
  /** Absent for what no run did: see `event`. */
  runId?: string;
  /** `available`: a server said so, and the outcome is what it said · `imported`: another program noted it, and did nothing here. */
  event?: "available" | "imported";
  /** Who said or noted it: `Radarr`. */
  by?: string;
  key: string;
  title: string;
  /** As it became then. */
  outcome: Outcome;
  /** When a later run last found it unchanged; absent when none did. */
  until?: string;
}

export interface ItemQuery {
  /** The one title of this key: see items/key.ts. */
  key?: string;
  statuses?: OutcomeStatus[];
  /** Part of the title, case and accents ignored. */
  text?: string;
  provider?: string;
  list?: string;
  mediaType?: MediaType;
  /** What this run recorded; without it every title counts with its latest outcome, dry runs only where nothing else is. */
  runId?: string;
  /** Latest outcome comes from a run of this profile. */
  profile?: string;
  /** Latest outcome at or after this ISO 8601 time. */
  since?: string;
  /** Latest outcome before this ISO 8601 time. */
  until?: string;
  /** @default 100 */
  limit?: number;
  /** @default 0 */
  offset?: number;
}

/** Titles of one profile that have one outcome. */
export interface OutcomeCount {
  profile: string;
  status: OutcomeStatus;
  titles: number;
}

/** What is known of titles: what became of them, and when. */
export interface TitleMemory {
  /**
   * Records an item's outcome(s) in a run, in one transaction with the item itself. Recording the same item in the
   * same run again replaces the earlier record.
   *
   * @returns false when it replaced one
   */
  record(runId: string, server: string | undefined, item: Item, at: string): Promise<boolean>;
  /** Keys of the items a run has recorded. */
  recordedKeys(runId: string): Promise<Set<string>>;
  /** @param query with `limit: -1` for all, which are read in pages */
  items(query: ItemQuery): Promise<{ items: StoredItem[]; total: number }>;
  /** The same titles page by page: whoever needs a part of each need not have all of them at once. */
  itemPages(query: Omit<ItemQuery, "limit" | "offset">): AsyncIterable<StoredItem[]>;
  /**
   * Each change and each arrival, newest first; what later runs of the same profile found unchanged is no entry. The title is an item key (see items/key.ts), or what the server made of it: then everything that was
   * ever recorded for that title counts, under whatever ids the lists knew it.
   */
  history(title: string | { mediaType: MediaType; tmdbId: number }): Promise<HistoryEntry[]>;
  /**
   * Remembers that a title is available, under the ids by which it is known here.
   *
   * @returns undefined when that was said less than an hour ago
   */
  arrive(news: Omit<Arrival, "key" | "knownAs" | "at">, at: string): Promise<Arrival | undefined>;
  /** What was done with a title on a server, newest first, without dry runs and skips. */
  outcomesOf(server: string, title: Pick<Match, "mediaType" | "tmdbId">): Promise<Outcome[]>;
  /** The latest outcome of an item; a dry run's or a skip only where nothing else is. */
  lastOutcome(key: string): Promise<Outcome | undefined>;
  /** The title that a run of the profile requested last. */
  lastRequested(profile: string): Promise<StoredItem | undefined>;
  /** How many requests the runs of a profile have ever made. Never falls, whatever is forgotten or done again. */
  requestedTotal(profile: string): Promise<number>;
  /** The latest outcomes of titles at or after a time (ISO 8601), counted; without dry runs. */
  outcomeCounts(since: string): Promise<OutcomeCount[]>;
}
