import type { Item, Match, MediaType, Outcome, OutcomeStatus } from "../items/item.ts";
import type { FetchCache } from "../lists/provider.ts";

/** How a run stands. `interrupted` is set at the next start when the process ended meanwhile. */
export type RunState =
  | "running"
  | "completed"
  | "completed_with_errors"
  | "failed"
  | "cancelled"
  | "interrupted";

/** What one run did with one list. */
export interface ListResult {
  provider: string;
  /** Id of the list as the provider's `parse` made it, or the pasted text when even that failed. */
  list: string;
  label: string;
  name?: string;
  url?: string;
  items: number;
  /** As announced by the provider. */
  total?: number;
  complete: boolean;
  via?: string;
  /** When an earlier answer was used again: the time of it. */
  fetchedAt?: string;
  warnings: string[];
  /** Absent when the list was read. */
  error?: { code: string; message: string };
}

/** One execution of a profile. Times are ISO 8601. */
export interface Run {
  id: string;
  profile: string;
  /** What started it: `schedule`, `manual`, `message`, … */
  trigger: string;
  dryRun: boolean;
  state: RunState;
  startedAt: string;
  finishedAt?: string;
  /** Titles the run set out to handle; absent until the lists are read. */
  total?: number;
  /** Titles recorded so far by outcome. */
  counts: Partial<Record<OutcomeStatus, number>>;
  lists: ListResult[];
  /** Why it failed or was cancelled. */
  error?: { code: string; message: string };
}

/** A title as the memory knows it, with its latest outcome. */
export interface StoredItem {
  key: string;
  item: Item;
  firstSeenAt: string;
  lastSeenAt: string;
  outcome?: Outcome;
  runId?: string;
}

/** What stood on a list when it was last read as a whole. */
export interface ListContent {
  provider: string;
  list: string;
  items: Item[];
  /** The list was not read as a whole: nothing can be said to have left it. */
  partial?: boolean;
}

export interface HistoryEntry {
  runId: string;
  key: string;
  title: string;
  outcome: Outcome;
}

export interface ItemQuery {
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

/** What an id or a title was found to be; kept for good, a "nothing found" only until `retryAt`. */
export type Resolution =
  | {
      found: true;
      mediaType: MediaType;
      tmdbId: number;
      tvdbId?: number;
      title: string;
      year?: number;
      originalTitle?: string;
      rating?: number;
      matchedBy: Match["matchedBy"];
      score?: number;
    }
  | {
      found: false;
      tries: number;
      retryAt: string;
      /** Several titles fit equally well: a person has to choose. */
      ambiguous?: true;
      /** What the server has that resembles it. */
      candidates?: NonNullable<Outcome["candidates"]>;
    };

/** What is set for a profile, for all nodes that share the database. */
export interface ProfileSettings {
  /** Whether a schedule may start its runs. */
  automatic: boolean;
  /** New requests in one run; absent for no limit. */
  requestLimit?: number;
}

/** Where a device of Home Assistant is shown. */
export interface ShownDevice {
  way: "MQTT" | "companion" | "states";
  /** Id of the configuration node that it goes through, of a broker or of a connection. */
  via: string;
  /** Address behind that node, without secrets. */
  where: string;
  /** Entity ids of plain states. */
  ids?: string[];
}

/** What one look at a title's details said; spares the look next time. */
export interface TitleDetail {
  mediaType: MediaType;
  tmdbId: number;
  tvdbId?: number;
  imdbId?: string;
  title: string;
  originalTitle?: string;
  year?: number;
  /** TMDB's, 0 to 10. */
  rating?: number;
  /** Regular seasons and 0 for specials; `airDate` as `YYYY-MM-DD`. Only for shows. */
  seasons?: { seasonNumber: number; airDate?: string; episodes?: number }[];
  /** Requests of the title as the server listed them. */
  requests: { id: number; is4k: boolean; status: number; seasons: number[]; requestedBy?: number }[];
  /** MediaStatus of the row when this was read. */
  status?: number;
  status4k?: number;
  /** How many declined requests the server had in all at that time; only for shows. */
  declined?: number;
  /** ISO 8601 time. */
  at: string;
}

/** A request that was about to be sent. */
export interface Intent {
  mediaType: MediaType;
  /** TMDB id. */
  tmdbId: number;
  is4k: boolean;
  /** Of a show; empty for a movie. */
  seasons: number[];
  /** Id of the user in whose name; absent: the owner of the API key. */
  requester?: number;
}

/**
 * The memory. Synchronous, because SQLite in the same process is; every call is one short transaction.
 * The server argument is the server's stable key, see `Overseerr.key`.
 *
 * @throws StateError from every method: `state-closed`, `state-locked`, `state-failed`
 */
export interface Store {
  /**
   * Does what writes, and does it again until no other program keeps the database locked.
   *
   * @param work - methods of this store; what they did is taken back when they throw
   * @throws StateError `state-locked` after two minutes; CancelledError as soon as the signal is aborted
   */
  whenFree<T>(work: () => T, signal?: AbortSignal): Promise<T>;

  /** Remembers that a request is about to be sent. To record the title as `requested` settles it. */
  intend(server: string, intent: Intent, at: string): void;
  /** A request that was about to be sent and of which nobody knows what became. */
  intent(server: string, title: Pick<Match, "mediaType" | "tmdbId">, is4k: boolean): Intent | undefined;
  settleIntent(server: string, title: Pick<Match, "mediaType" | "tmdbId">, is4k: boolean): void;

  /** What is known of `key` (see overseerr/resolution-key.ts), "nothing found" included, however old. */
  resolution(server: string, key: string): Resolution | undefined;
  saveResolution(server: string, key: string, resolution: Resolution): void;

  titleDetail(server: string, mediaType: MediaType, tmdbId: number): TitleDetail | undefined;
  saveTitleDetail(server: string, detail: TitleDetail): void;

  insertRun(run: Run): void;
  /** Writes everything of the run but its counts, which come from the outcomes. */
  updateRun(run: Run): void;
  run(id: string): Run | undefined;
  /** Newest first. */
  runs(query?: { profile?: string; states?: RunState[]; limit?: number; offset?: number }): Run[];
  /** Turns every run that is still `running` into `interrupted`; returns them. For the start of the process. */
  interruptRuns(at: string): Run[];

  /** Remembers a list's content: the items, their membership, the list's row. A failed list stays as it was. */
  saveList(result: ListResult, items: Item[], at: string): void;
  /** What stood on the lists of a profile, or of all, when they were last read. */
  listContents(profile?: string): ListContent[];
  /** Replaces what is remembered of a list of a profile. */
  saveListContent(profile: string, content: ListContent, at: string): void;
  /** Forgets what stood on lists that the profile no longer has. */
  forgetListContents(profile: string, keep: Pick<ListContent, "provider" | "list">[]): void;
  /** What fetches remember: ids, answers, mappings. */
  readonly fetchCache: FetchCache;
  /**
   * Records an item's outcome(s) in a run, in one transaction with the item itself. Recording the same item in the
   * same run again replaces the earlier record.
   *
   * @returns false when it replaced one
   */
  record(runId: string, server: string | undefined, item: Item, at: string): boolean;
  /** Keys of the items a run has recorded. */
  recordedKeys(runId: string): Set<string>;

  items(query: ItemQuery): { items: StoredItem[]; total: number };
  /**
   * Newest first. The title is an item key (see items/key.ts), or what the server made of it: then everything that was
   * ever recorded for that title counts, under whatever ids the lists knew it.
   */
  history(title: string | { mediaType: MediaType; tmdbId: number }): HistoryEntry[];
  /** What was done with a title on a server, newest first, without dry runs and skips. */
  outcomesOf(server: string, title: Pick<Match, "mediaType" | "tmdbId">): Outcome[];
  /** The latest outcome of an item; a dry run's or a skip only where nothing else is. */
  lastOutcome(key: string): Outcome | undefined;

  /** What is set for a profile; one that nobody set is automatic and without a limit. */
  profileSettings(profile: string): ProfileSettings;
  /** Changes what is given. `requestLimit: 0` takes the limit away. */
  setProfileSettings(profile: string, patch: Partial<ProfileSettings>): void;
  /** Where a device is shown; undefined when that was never saved. */
  shownDevices(device: string): ShownDevice[] | undefined;
  saveShownDevices(device: string, shown: ShownDevice[]): void;
  /** How many requests the runs of a profile have ever made. Never falls, whatever is forgotten or done again. */
  requestedTotal(profile: string): number;
  /** The title that a run of the profile requested last. */
  lastRequested(profile: string): StoredItem | undefined;

  /**
   * Forgets outcomes older than so many days, and runs of which nothing is left. Every title keeps its latest outcome,
   * every profile its latest run.
   *
   * @returns how many outcomes were forgotten
   */
  prune(olderThanDays: number): number;
  /**
   * Writes a consistent copy while the store stays open; returns its path.
   *
   * @param path - of the copy, replaced if it is there; absent: beside the database, named with the time
   */
  backup(path?: string): Promise<string>;
  close(): void;
}
