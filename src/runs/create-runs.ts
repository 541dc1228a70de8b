import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { breather } from "../breather.ts";
import { CancelledError } from "../errors.ts";
import type { Item } from "../items/item.ts";
import { itemKey } from "../items/key.ts";
import { StateError } from "../state/state-error.ts";
import type { SyncEvents } from "./events.ts";
import { backgroundTimer, type Timer } from "./idle-timer.ts";
import { joinRuns } from "./join-runs.ts";
import { count, type LiveRun, putList, snapshot } from "./live-run.ts";
import * as messages from "./messages.ts";
import type { ListResult, Run } from "./run.ts";
import { createRunLife } from "./run-life.ts";
import type { RunLog } from "./run-log.ts";
import type { RunStart, Runs } from "./runs.ts";
import { runScopes, type Scopes } from "./scopes.ts";
import { summarise } from "./summary.ts";

export interface RunsOptions {
  /** The database, or `noLog()`. */
  log: RunLog;
  /** Milliseconds without movement after which a run ends that has not got all of its titles. @default 30000 */
  idleMs?: number;
  /**
   * Whether every title is recorded. Where it is not, the end of a run comes late, and it keeps others of its profile
   * waiting only while its lists are read or a title is worked on. @default true
   */
  keepsAll?: boolean;
  /** @default the clock */
  now?: () => Date;
  /** @default timers that do not keep the process alive */
  timer?: Timer;
  /** @default random UUIDs */
  newId?: () => string;
  /** @default those of the process */
  scopes?: Scopes;
}

/**
 * Takes charge of the runs that a log knows. Those that an earlier process left running become `interrupted` at once.
 *
 * @throws StateError
 */
export async function createRuns(options: RunsOptions): Promise<Runs> {
  const {
    log,
    idleMs = 30_000,
    keepsAll = true,
    now = () => new Date(),
    timer = backgroundTimer,
    newId = randomUUID,
    scopes = runScopes,
  } = options;
  const emitter = new EventEmitter<SyncEvents>();
  // every node that shows or records something listens
  emitter.setMaxListeners(0);
  const interrupted = await log.interruptRuns(now().toISOString());
  const life = createRunLife({ log, emitter, idleMs, keepsAll, now, timer, scopes });
  const promised = new Set<string>();

  /** Two list-sources may be given the same message: the second makes a run of its own. */
  function idOf(wanted: string | undefined): string {
    if (wanted === undefined || promised.has(wanted) || life.find(wanted)) return newId();
    const [oldest] = promised;
    if (promised.size >= MOST_PROMISED && oldest !== undefined) promised.delete(oldest);
    promised.add(wanted);
    return wanted;
  }

  const make = ({ profile, trigger, dryRun = false, runId }: RunStart): Run => ({
    id: idOf(runId),
    profile,
    trigger,
    dryRun,
    state: "running",
    startedAt: now().toISOString(),
    counts: {},
    lists: [],
  });

  /** Changes a run that is going on, and keeps the change. */
  async function change(runId: string, work: (live: LiveRun) => unknown): Promise<void> {
    const live = life.find(runId);
    if (live?.run.state !== "running") return;
    await work(live);
    await log.updateRun(live.run);
    await life.moved(live);
  }

  const join = joinRuns({ life, log, make });

  const methods: Omit<Runs, keyof EventEmitter> = {
    interrupted,
    begin: (start, signal) => life.start(make(start), { signal }),
    queue: (start, signal) => life.queue(start.profile, () => make(start), signal),
    current(profile) {
      const live = life.current(profile);
      return live && snapshot(live.run);
    },
    isBusy: life.isBusy,
    running: () => life.running().map(({ run }) => snapshot(run)),

    join,
    async signal(runId) {
      const live = life.find(runId);
      if (live) return live.scope.signal;
      if (life.isClosed()) return AbortSignal.abort(new CancelledError(messages.databaseClosed()));
      const run = await log.runHead(runId);
      if (run?.state === "cancelled") return AbortSignal.abort(new CancelledError(run.error?.message));
      // it may be going on with another database, or with none
      return scopes.find(runId)?.signal ?? new AbortController().signal;
    },
    hold(runId) {
      const live = life.find(runId);
      return live ? live.scope.work.take() : () => {};
    },

    listRead: (runId, result) => change(runId, ({ run }) => putList(run, result)),
    lists: (runId, results, items, signal) =>
      change(runId, async ({ run }) => {
        const at = now().toISOString();
        const own = new Map<string, Item[]>(results.map((result) => [listKey(result), []]));
        const keys = new Set<string>();
        const breathe = breather();
        for (const item of items) {
          keys.add(itemKey(item));
          for (const name of new Set(item.sources.map(listKey))) own.get(name)?.push(item);
          if (breathe.due()) await breathe.rest();
        }
        for (const result of results) await log.saveList(result, own.get(listKey(result)) ?? [], at, signal);
        run.lists = [...results];
        run.total = keys.size;
      }),
    expect: (runId, total) =>
      change(runId, ({ run }) => {
        run.total = total;
      }),

    async record(runId, server, item) {
      const at = now().toISOString();
      const done = item.outcome ? item : { ...item, outcome: { ...UNTOUCHED, at } };
      const live = life.find(runId);
      const run = live?.run ?? (await log.runHead(runId));
      if (!run) throw new StateError("state-failed", messages.unknownRun(runId));
      const isNew = await log.record(runId, server, done, at);
      if (live) count(live, itemKey(done), done);
      emitter.emit("item-recorded", live ? snapshot(live.run) : run, done);
      if (live) await life.moved(live);
      return isNew;
    },
    async note(sync, server, item) {
      await log.record(await join(sync), server, item, now().toISOString());
    },
    fail: (runId, error) => life.stop(runId, { state: "failed", error }),
    cancel: (runId, message = messages.cancelled()) =>
      life.stop(runId, { state: "cancelled", error: { code: "cancelled", message } }),
    settings: (profile) => log.profileSettings(profile),
    async setSettings(profile, patch) {
      await log.setProfileSettings(profile, patch);
      const settings = await log.profileSettings(profile);
      emitter.emit("settings-changed", profile, settings);
      return settings;
    },
    async summary(runId) {
      const run = await log.run(runId);
      return run && summarise(log, run, now());
    },
    async close() {
      const ending = life.close();
      emitter.removeAllListeners();
      await ending;
    },
  };
  return Object.assign(emitter, methods);
}

/** Ids of runs that were given, of which so many are remembered. */
const MOST_PROMISED = 1000;

const UNTOUCHED = {
  status: "skipped",
  reason: messages.untouched(),
} as const;

const listKey = ({ provider, list }: Pick<ListResult, "provider" | "list">): string => `${provider}\n${list}`;
