import type { EventEmitter } from "node:events";
import type { Item } from "../items/item.ts";
import type { ProfileSettings } from "../state/port/profiles.ts";
import type { RunSummary, SyncEvents } from "./events.ts";
import type { ListResult, Run } from "./run.ts";
import type { SyncInfo } from "./sync-message.ts";
import type { Trigger } from "./trigger.ts";

/** What a run is to be. */
export interface RunStart {
  profile: string;
  trigger: Trigger;
  /** @default false */
  dryRun?: boolean;
  /** Its id, where somebody was told of it before it begins. One that another run has is not used. @default a new one */
  runId?: string;
}

/**
 * The runs of one database, or of a flow without: who is running, how far, and when it is over. One instance per log.
 *
 * A run ends by itself when its lists are read, every title has been recorded and nobody holds it; or when nothing
 * moved for the idle time and nobody holds it (a Filter node swallowed some titles). `run-finished` is emitted once.
 * Records that arrive after the end are stored and counted, but do not open the run again.
 *
 * What reads or writes the log may throw StateError (`state-closed`, `state-locked`, `state-failed`).
 */
export interface Runs extends EventEmitter<SyncEvents> {
  /** Runs that the end of the process had cut off, found when this was made; newest first. */
  readonly interrupted: readonly Run[];

  /**
   * Starts a run, whatever else is running. Ask `current` first in order to skip, or use `queue` to wait.
   *
   * @throws CancelledError after close, or when the signal is aborted while the database is waited for
   */
  begin(start: RunStart, signal?: AbortSignal): Promise<Run>;
  /**
   * Starts a run as soon as the profile has none; those who wait are served in their order.
   *
   * @throws CancelledError when `signal` is aborted or the runs are closed first
   */
  queue(start: RunStart, signal?: AbortSignal): Promise<Run>;
  /** The newest running run of a profile. */
  current(profile: string): Run | undefined;
  /**
   * Whether a sync of the profile is going on. Runs that gather messages of no run (titles that left a list, single
   * wishes) do not count: they stay open until they are idle, and would keep "Sync now" waiting.
   */
  isBusy(profile: string): boolean;
  /** Everything that runs, newest first. */
  running(): Run[];
  /**
   * The run that a message belongs to, to be recorded in. A run that began on another database (or on none) becomes
   * known here by its `msg.sync`; messages of no run share one of their profile, trigger and dryness that ends when idle, or
   * when as many titles are recorded as the first message announced (`total`).
   *
   * @param profile - for messages whose `msg.sync` names none; @default "Main"
   * @returns id of the run
   */
  join(sync: Partial<SyncInfo> | undefined, profile?: string): Promise<string>;
  /**
   * Aborted when the run is cancelled or fails as a whole, or everything is closed. A run that ended otherwise, or that
   * nobody knows here, does not abort: titles that come late are still worked on.
   */
  signal(runId: string): Promise<AbortSignal>;
  /** Keeps a run from ending while a message of it is worked on. Call the returned function once that is over. */
  hold(runId: string): () => void;

  /** Shows one list's result at once, while others are still being read. */
  listRead(runId: string, result: ListResult): Promise<void>;
  /**
   * The lists are read: remembers their contents and how many titles to expect.
   *
   * @param results - of all lists, failed ones included
   * @param items - the titles that will be sent, de-duplicated, with their `sources`
   */
  lists(runId: string, results: ListResult[], items: Item[], signal?: AbortSignal): Promise<void>;
  /** How many titles to expect, where lists do not tell. */
  expect(runId: string, total: number): Promise<void>;
  /**
   * Remembers what was done with a title, at once. An item without an outcome counts as `skipped`.
   * The run must be known: see `join`.
   *
   * @param server - stable key of the server (`Overseerr.key`)
   * @returns false when this run had it already; the later record counts
   */
  record(runId: string, server: string | undefined, item: Item): Promise<boolean>;
  /**
   * Remembers a title of a message that is still on its way to be recorded, and may get lost by a crash or a redeploy:
   * it is not counted before. The run becomes known as with `join`.
   *
   * @param server - stable key of the server (`Overseerr.key`)
   */
  note(sync: Partial<SyncInfo> & Pick<SyncInfo, "runId">, server: string, item: Item): Promise<void>;
  /** Ends a run that cannot go on, in the way of `cancel` but as `failed`. @returns false without effect when it is over */
  fail(runId: string, error: { code: string; message: string }): boolean;
  /**
   * Stops a run: its signal is aborted, and it ends when nobody holds it any more, at the latest after the idle time.
   *
   * @returns false when it is not running
   */
  cancel(runId: string, reason?: string): boolean;
  /** What is set for a profile. */
  settings(profile: string): Promise<ProfileSettings>;
  /**
   * Changes what is set for a profile and emits `settings-changed`, also when nothing is different.
   *
   * @param patch - what is to change; `requestLimit: 0` takes the limit away
   * @returns what is set now
   */
  setSettings(profile: string, patch: Partial<ProfileSettings>): Promise<ProfileSettings>;
  /** What a run did, or has done so far. */
  summary(runId: string): Promise<RunSummary | undefined>;
  /**
   * Ends everything without an event; what still runs becomes `interrupted`. To be called before the store is closed,
   * which stays the caller's to do; resolves when the ends are stored, or cannot be.
   */
  close(): Promise<void>;
}
