import type { ItemType } from "../../items/item.ts";
import type { ListResult, RunQuery } from "../../runs/run.ts";

/** A day of the process's time zone: `2026-03-01`. */
interface DayCount {
  day: string;
  count: number;
}

/** News of what became available. */
export interface ArrivalNews {
  key: string;
  title: string;
  mediaType: ItemType;
  tmdbId?: number;
  by: string;
  at: string;
}

/** A list as it was read last. */
export interface KnownList {
  provider: string;
  list: string;
  label: string;
  name?: string;
  url?: string;
  items: number;
  total?: number;
  complete: boolean;
  /** ISO 8601. */
  readAt: string;
}

/** What a run did with a list. */
export interface ListReading {
  runId: string;
  profile: string;
  dryRun: boolean;
  /** When the run began, ISO 8601. */
  at: string;
  result: ListResult;
}

/** A title that came to a list or left it. */
export interface ListChange {
  key: string;
  title: string;
  year?: number;
  mediaType: ItemType;
  tmdb?: { type: "movie" | "tv"; id: number };
  at: string;
}

/** What happened, for those who look back. */
export interface Chronicle {
  /**
   * How often something was done on each day that has any, oldest first; without dry runs.
   *
   * @param since ISO 8601
   * @param profile only of its runs
   */
  deedsByDay(deed: "requested" | "failed", since: string, profile?: string): Promise<DayCount[]>;
  /** The same of what servers said has become available. */
  arrivalsByDay(since: string): Promise<DayCount[]>;
  /** Newest first. */
  lastArrivals(limit: number): Promise<ArrivalNews[]>;
  /** All lists that were ever read. */
  knownLists(): Promise<KnownList[]>;
  /** What the latest runs did with a list, newest first. */
  listReadings(provider: string, list: string, limit: number): Promise<ListReading[]>;
  /** What came with the latest reading of a list, and what is no longer on it; newest first. */
  listChanges(
    provider: string,
    list: string,
    limit: number,
  ): Promise<Record<"added" | "left", { rows: ListChange[]; total: number }>>;
  /** On which lists a title is or was. */
  listsOfTitle(key: string): Promise<(KnownList & { rank?: number; since: string; left: boolean })[]>;
  /** How many runs fit a question, whatever its limit. */
  countRuns(query?: RunQuery): Promise<number>;
}
