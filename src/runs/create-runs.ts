import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { CancelledError } from "../errors.ts";
import type { Item } from "../items/item.ts";
import { itemKey } from "../items/key.ts";
import { StateError } from "../state/state-error.ts";
import type { ListResult, Run, Store } from "../state/store.ts";
import type { SyncEvents } from "./events.ts";
import { backgroundTimer, type Timer } from "./idle-timer.ts";
import { count, type LiveRun, putList, snapshot } from "./live-run.ts";
import { createRunLife } from "./run-life.ts";
import type { RunStart, Runs } from "./runs.ts";
import { summarise } from "./summary.ts";

export interface RunsOptions {
  store: Store;
  /** Milliseconds without movement after which a run ends that has not got all of its titles. @default 30000 */
  idleMs?: number;
  /** @default the clock */
  now?: () => Date;
  /** @default timers that do not keep the process alive */
  timer?: Timer;
  /** @default random UUIDs */
  newId?: () => string;
}

/**
 * Takes charge of the runs of a store. Runs that an earlier process left running become `interrupted` at once.
 *
 * @throws StateError
 */
export function createRuns(options: RunsOptions): Runs {
  const {
    store,
    idleMs = 30_000,
    now = () => new Date(),
    timer = backgroundTimer,
    newId = randomUUID,
  } = options;
  const emitter = new EventEmitter<SyncEvents>();
  // every node that shows or records something listens
  emitter.setMaxListeners(0);
  const interrupted = store.interruptRuns(now().toISOString());
  const life = createRunLife({ store, emitter, idleMs, now, timer });
  /** The runs that messages of no run share: one for each profile, trigger, and dry runs apart. */
  const shared = new Map<string, string>();

  const make = ({ profile, trigger, dryRun = false }: RunStart): Run => ({
    id: newId(),
    profile,
    trigger,
    dryRun,
    state: "running",
    startedAt: now().toISOString(),
    counts: {},
    lists: [],
  });

  /** Changes a run that is going on, and keeps the change. */
  function change(runId: string, work: (live: LiveRun) => void): void {
    const live = life.find(runId);
    if (live?.run.state !== "running") return;
    work(live);
    store.updateRun(live.run);
    life.moved(live);
  }

  const methods: Omit<Runs, keyof EventEmitter> = {
    interrupted,
    whenFree: store.whenFree,
    begin: (start) => life.start(make(start)),
    queue: (start, signal) => life.queue(start.profile, () => make(start), signal),
    current(profile) {
      const live = life.current(profile);
      return live && snapshot(live.run);
    },
    isBusy: life.isBusy,
    running: () => life.running().map(({ run }) => snapshot(run)),

    join(sync, profile = "Main") {
      if (sync?.runId !== undefined) {
        if (life.find(sync.runId) || store.run(sync.runId)) return sync.runId;
        const run = make({ profile, trigger: "message", ...given(sync) });
        const { runId: id, startedAt = run.startedAt, total, lists = [] } = sync;
        return life.start({ ...run, id, startedAt, ...(total !== undefined && { total }), lists }).id;
      }
      const start = { profile, trigger: "message", ...given(sync ?? {}) };
      const kind = JSON.stringify([start.profile, start.trigger, start.dryRun ?? false]);
      const last = life.find(shared.get(kind) ?? "");
      if (last?.run.state === "running") return last.run.id;
      const { total } = sync ?? {};
      const { id } = life.start({ ...make(start), ...(total !== undefined && { total }) }, true);
      shared.set(kind, id);
      return id;
    },
    signal(runId) {
      const live = life.find(runId);
      if (live) return live.controller.signal;
      const over = life.isClosed() || store.run(runId)?.state === "cancelled";
      return over ? AbortSignal.abort(new CancelledError()) : new AbortController().signal;
    },
    hold(runId) {
      const live = life.find(runId);
      return live ? life.hold(live) : () => {};
    },

    listRead: (runId, result) => change(runId, ({ run }) => putList(run, result)),
    lists: (runId, results, items) =>
      change(runId, ({ run }) => {
        const at = now().toISOString();
        for (const result of results) store.saveList(result, items.filter(standsOn(result)), at);
        run.lists = [...results];
        run.total = new Set(items.map(itemKey)).size;
      }),
    expect: (runId, total) =>
      change(runId, ({ run }) => {
        run.total = total;
      }),

    record(runId, server, item) {
      const at = now().toISOString();
      const done = item.outcome ? item : { ...item, outcome: { ...UNTOUCHED, at } };
      const live = life.find(runId);
      if (!live && !store.run(runId)) {
        throw new StateError("state-failed", `The run ${runId} is not in this sync database. Join it first.`);
      }
      const isNew = store.record(runId, server, done, at);
      if (live) count(live, itemKey(done), done);
      const run = live ? snapshot(live.run) : store.run(runId);
      if (run) emitter.emit("item-recorded", run, done);
      if (live) life.moved(live);
      return isNew;
    },
    fail: (runId, error) => life.stop(runId, { state: "failed", error }),
    cancel: (runId, message = "The run was cancelled.") =>
      life.stop(runId, { state: "cancelled", error: { code: "cancelled", message } }),
    settings: (profile) => store.profileSettings(profile),
    setSettings(profile, patch) {
      store.setProfileSettings(profile, patch);
      const settings = store.profileSettings(profile);
      emitter.emit("settings-changed", profile, settings);
      return settings;
    },
    summary(runId) {
      const run = store.run(runId);
      return run && summarise(store, run, now());
    },
    close() {
      life.close();
      emitter.removeAllListeners();
    },
  };
  return Object.assign(emitter, methods);
}

const UNTOUCHED = {
  status: "skipped",
  reason: "Nothing was done with it: it came to be recorded without having passed a node that requests.",
} as const;

/** The properties that are there, without those that are undefined. */
function given(sync: { profile?: string; trigger?: string; dryRun?: boolean }): Partial<RunStart> {
  const { profile, trigger, dryRun } = sync;
  return {
    ...(profile !== undefined && { profile }),
    ...(trigger !== undefined && { trigger }),
    ...(dryRun !== undefined && { dryRun }),
  };
}

const standsOn =
  ({ provider, list }: ListResult) =>
  ({ sources }: Item): boolean =>
    sources.some((source) => source.provider === provider && source.list === list);
