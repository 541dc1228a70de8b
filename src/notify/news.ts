import type { OutcomeStatus } from "../items/item.ts";
import type { Run } from "../runs/run.ts";

/** A title in the news. */
export interface TitleNews {
  title: string;
  status?: OutcomeStatus;
  reason?: string;
  mediaType?: "movie" | "tv";
  tmdbId?: number;
  /** Address of its poster. */
  poster?: string;
}

/** What came of one list. */
export interface ListNews {
  name: string;
  url?: string;
  items: number;
  /** New requests of its titles; absent where nobody knows. */
  requested?: number;
  /** Why it could not be read. */
  error?: string;
}

/** What a run did that a person may want to read. */
export interface RunNews {
  kind: "run";
  profile: string;
  runId: string;
  trigger: string;
  dryRun: boolean;
  state: Run["state"];
  /** ISO 8601. */
  at: string;
  seconds: number;
  total: number;
  counts: Run["counts"];
  /** Of the titles; absent where nobody knows. */
  types?: { movies: number; shows: number };
  lists: ListNews[];
  requested: TitleNews[];
  problems: TitleNews[];
  /** Titles that never arrived at sync-state. */
  missing: number;
  /** Why it failed as a whole. */
  error?: string;
  /** It says nothing that people do not know from the run before. */
  isKnown?: boolean;
  /** Only the titles of one user's lists. */
  isOfUser?: boolean;
}

/** A title has become available. */
export interface ArrivalNews {
  kind: "available";
  profile: string;
  /** ISO 8601. */
  at: string;
  title: TitleNews;
  /** Who says so: `Radarr`. */
  by: string;
  isOfUser?: boolean;
}

export type News = RunNews | ArrivalNews;

/** Of what a person wants to read. */
export const WANTED = ["news", "problems", "always"] as const;
export type Wanted = (typeof WANTED)[number];
