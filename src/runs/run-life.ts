import type { EventEmitter } from "node:events";
import { CancelledError, ListSyncError } from "../errors.ts";
import { StateError } from "../state/state-error.ts";
import type { RunSummary, SyncEvents } from "./events.ts";
import { type IdleTimer, idleTimer, type Timer } from "./idle-timer.ts";
import { endOf, isComplete, type LiveRun, liveRun, snapshot } from "./live-run.ts";
import * as messages from "./messages.ts";
import type { Run } from "./run.ts";
import type { RunLog } from "./run-log.ts";
import { createRunQueue } from "./run-queue.ts";
import type { Scopes } from "./scopes.ts";
import { summarise } from "./summary.ts";

/** How runs begin and end; what happens to them between is told to it by `moved`. */
export interface RunLife {
  /**
   * @param options.gathers it takes what comes along, and keeps no sync of its profile waiting
   * @throws CancelledError after close, or when the signal is aborted while the database is waited for
   */
  start(run: Run, options?: { gathers?: boolean; signal?: AbortSignal | undefined }): Promise<Run>;
  /** A run of this process, as long as it has a scope: when it is over, titles may still arrive for it. */
  find(runId: string): LiveRun | undefined;
  /** Newest first. */
  running(): LiveRun[];
  current(profile: string): LiveRun | undefined;
  /** Whether a sync of the profile is going on. */
  isBusy(profile: string): boolean;
  /** Starts what `make` gives as soon as it is the profile's turn. */
  queue(profile: string, make: () => Run, signal?: AbortSignal): Promise<Run>;
  /** The run went on; it ends when that was the last thing missing. Resolves when that end is told, or cannot be stored. */
  moved(live: LiveRun): Promise<void>;
  /** @returns false when it does not run, or is stopping already */
  stop(runId: string, stopping: NonNullable<LiveRun["stopping"]>): boolean;
  isClosed(): boolean;
  /** Resolves when all ends are stored, or cannot be. */
  close(): Promise<void>;
}

/** Milliseconds after which an end that could not be stored is tried again: another program may hold the file. */
const STORE_AGAIN = 5000;

const CLOSED = {
  code: "interrupted",
  message: messages.nodeRedStopped(),
};

/** Why the work of a run stops, for those who do it. */
function reasonOf({ state, error: { code, message } }: NonNullable<LiveRun["stopping"]>): CancelledError {
  return new CancelledError(message, state === "failed" ? { cause: new ListSyncError(code, message) } : {});
}

/**
 * Makes the life of the runs of one log.
 *
 * @param options.idleMs milliseconds without movement after which a run ends
 * @param options.keepsAll see RunsOptions
 */
export function createRunLife(options: {
  log: RunLog;
  emitter: EventEmitter<SyncEvents>;
  idleMs: number;
  keepsAll: boolean;
  now: () => Date;
  timer: Timer;
  scopes: Scopes;
}): RunLife {
  const { log, emitter, idleMs, keepsAll, now, timer, scopes } = options;
  const known = new Map<string, LiveRun>();
  const idle = new Map<string, IdleTimer>();
  /** Lets go of the scopes of runs that are going on, or whose end is not told yet. */
  const releases = new Map<string, () => void>();
  const waiting = createRunQueue();
  /** Ends that are still to be stored, with what takes the next try back. */
  const unstored = new Map<Run, () => void>();
  /** Ends that are being stored. */
  const storing = new Set<Promise<unknown>>();
  let closed = false;

  const isRunning = ({ run }: LiveRun): boolean => run.state === "running";
  const running = (): LiveRun[] => [...known.values()].filter(isRunning).reverse();
  const current = (profile: string) => running().find(({ run }) => run.profile === profile);

  const isWorkedOn = ({ run, scope }: LiveRun) => run.total === undefined || scope.work.count > 0;
  const isBusy = (profile: string) =>
    running().some((live) => live.run.profile === profile && !live.gathers && (keepsAll || isWorkedOn(live)));

  const start: RunLife["start"] = async (run, { gathers = false, signal } = {}) => {
    if (closed) throw new CancelledError(messages.databaseClosing());
    const { scope, release } = scopes.keep(run.id);
    const live = liveRun(run, scope, gathers);
    // before it is stored, so that no other one of its profile begins meanwhile
    known.set(run.id, live);
    releases.set(run.id, release);
    scope.onDispose(() => {
      known.delete(run.id);
      if (!closed) log.forget?.(run.id);
    });
    try {
      await log.insertRun(run, signal);
    } catch (error) {
      known.delete(run.id);
      letGo(run.id);
      nextTurn(run.profile);
      throw error;
    }
    scope.work.onFree(() => {
      idle.get(run.id)?.touch();
      void endIfComplete(live);
    });
    // one who holds a run that is to stop has had the idle time to let go
    const mayEnd = () => scope.work.count === 0 || live.stopping !== undefined;
    const onIdle = () => void end(live);
    idle.set(run.id, idleTimer({ idleMs, mayEnd, onIdle, now: () => now().getTime(), timer }));
    emitter.emit("run-started", snapshot(run));
    return snapshot(run);
  };

  function nextTurn(profile: string): void {
    if (!isBusy(profile)) waiting.next(profile);
  }

  async function endIfComplete(live: LiveRun): Promise<void> {
    if (isRunning(live) && live.scope.work.count === 0 && isComplete(live)) await end(live);
  }

  async function end(live: LiveRun, { state, error } = endOf(live)): Promise<void> {
    const { run } = live;
    Object.assign(run, { state, finishedAt: now().toISOString(), ...(error && { error }) });
    idle.get(run.id)?.stop();
    idle.delete(run.id);
    const stored: Promise<void> = storeEnd(run).finally(() => storing.delete(stored));
    storing.add(stored);
    if (!closed) nextTurn(run.profile);
    await stored;
  }

  /**
   * Nobody waits for the end of a run: it may come from a timer, where a throw would end Node-RED.
   *
   * @returns whether it is stored
   */
  async function keepEnd(run: Run): Promise<boolean> {
    try {
      await log.updateRun(run);
      // the log also knows of requests whose messages never arrived here
      const kept = (await log.run(run.id)) ?? snapshot(run);
      const summary = await summarise(log, kept, now());
      if (!closed) announce(kept, summary);
      return true;
    } catch (error) {
      const isTold = error instanceof StateError && error.code === run.error?.code;
      if (!unstored.has(run) && !isTold) emitter.emit("state-failed", snapshot(run), error);
      return false;
    }
  }

  async function storeEnd(run: Run): Promise<void> {
    const isStored = await keepEnd(run);
    if (!isStored && !closed) {
      unstored.set(
        run,
        timer(() => void storeEnd(run), STORE_AGAIN),
      );
      return;
    }
    unstored.delete(run);
    letGo(run.id);
  }

  /** Its scope rests from now on: whoever is told of its end may still look into it. */
  function letGo(runId: string): void {
    releases.get(runId)?.();
    releases.delete(runId);
  }

  function announce(run: Run, summary: RunSummary): void {
    try {
      emitter.emit("run-finished", run, summary);
    } catch (error) {
      emitter.emit("state-failed", run, error);
    }
  }

  return {
    start,
    find: (runId) => known.get(runId),
    running,
    current,
    isBusy,
    async queue(profile, make, signal) {
      const begin = () => start(make(), { signal });
      if (!isBusy(profile) && waiting.isEmpty(profile)) return begin();
      return waiting.wait(profile, begin, signal);
    },
    async moved(live) {
      if (!isRunning(live)) return;
      idle.get(live.run.id)?.touch();
      emitter.emit("run-progress", snapshot(live.run));
      await endIfComplete(live);
    },
    stop(runId, stopping) {
      const live = known.get(runId);
      if (!live || !isRunning(live) || live.stopping) return false;
      live.stopping = stopping;
      idle.get(runId)?.touch();
      live.scope.abort(reasonOf(stopping));
      void endIfComplete(live);
      return true;
    },
    isClosed: () => closed,
    async close() {
      if (closed) return;
      closed = true;
      waiting.clear();
      for (const [run, takeBack] of unstored) {
        takeBack();
        storing.add(keepEnd(run));
      }
      for (const live of running()) {
        live.scope.abort(new CancelledError(CLOSED.message));
        // what stopped it before is why it ends
        void end(live, live.stopping ?? { state: "interrupted", error: CLOSED });
      }
      for (const runId of [...known.keys()]) {
        letGo(runId);
        scopes.dispose(runId);
      }
      await Promise.all(storing);
    },
  };
}
