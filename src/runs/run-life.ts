import type { EventEmitter } from "node:events";
import { CancelledError } from "../errors.ts";
import type { Run, Store } from "../state/store.ts";
import type { RunSummary, SyncEvents } from "./events.ts";
import { type IdleTimer, idleTimer, type Timer } from "./idle-timer.ts";
import { endOf, isComplete, type LiveRun, liveRun, snapshot } from "./live-run.ts";
import { createRunQueue } from "./run-queue.ts";
import { summarise } from "./summary.ts";

/** How runs begin and end; what happens to them between is told to it by `moved`. */
export interface RunLife {
  /**
   * @param gathers it takes what comes along, and keeps no sync of its profile waiting
   * @throws CancelledError after close
   */
  start(run: Run, gathers?: boolean): Run;
  /** A run of this process, for a while also when it is over. */
  find(runId: string): LiveRun | undefined;
  /** Newest first. */
  running(): LiveRun[];
  current(profile: string): LiveRun | undefined;
  /** Whether a sync of the profile is going on. */
  isBusy(profile: string): boolean;
  /** Starts what `make` gives as soon as it is the profile's turn. */
  queue(profile: string, make: () => Run, signal?: AbortSignal): Promise<Run>;
  /** The run went on; it ends when that was the last thing missing. */
  moved(live: LiveRun): void;
  hold(live: LiveRun): () => void;
  /** @returns false when it does not run, or is stopping already */
  stop(runId: string, stopping: NonNullable<LiveRun["stopping"]>): boolean;
  isClosed(): boolean;
  close(): void;
}

/** Runs that are over stay in memory up to this number, because titles may still arrive for them. */
const REMEMBERED = 8;

/** Milliseconds after which an end that could not be stored is tried again: another program may hold the file. */
const STORE_AGAIN = 5000;

const CLOSED = {
  code: "interrupted",
  message: "Node-RED was stopped or redeployed while the run was going on.",
};

/**
 * Makes the life of the runs of one store.
 *
 * @param options.idleMs milliseconds without movement after which a run ends
 */
export function createRunLife(options: {
  store: Store;
  emitter: EventEmitter<SyncEvents>;
  idleMs: number;
  now: () => Date;
  timer: Timer;
}): RunLife {
  const { store, emitter, idleMs, now, timer } = options;
  const known = new Map<string, LiveRun>();
  const idle = new Map<string, IdleTimer>();
  const waiting = createRunQueue();
  /** Ends that are still to be stored, with what takes the next try back. */
  const unstored = new Map<Run, () => void>();
  let closed = false;

  const isRunning = ({ run }: LiveRun): boolean => run.state === "running";
  const running = (): LiveRun[] => [...known.values()].filter(isRunning).reverse();
  const current = (profile: string) => running().find(({ run }) => run.profile === profile);

  const isBusy = (profile: string) =>
    running().some(({ run, gathers }) => run.profile === profile && !gathers);

  function start(run: Run, gathers = false): Run {
    if (closed) throw new CancelledError("The sync database is being closed.");
    store.insertRun(run);
    const live = liveRun(run, gathers);
    known.set(run.id, live);
    // one who holds a run that is to stop has had the idle time to let go
    const mayEnd = () => live.holds === 0 || live.stopping !== undefined;
    const onIdle = () => end(live);
    idle.set(run.id, idleTimer({ idleMs, mayEnd, onIdle, now: () => now().getTime(), timer }));
    emitter.emit("run-started", snapshot(run));
    return snapshot(run);
  }

  function endIfComplete(live: LiveRun): void {
    if (isRunning(live) && live.holds === 0 && isComplete(live)) end(live);
  }

  function end(live: LiveRun, { state, error } = endOf(live)): void {
    const { run } = live;
    Object.assign(run, { state, finishedAt: now().toISOString(), ...(error && { error }) });
    idle.get(run.id)?.stop();
    idle.delete(run.id);
    storeEnd(run);
    if (closed) return;
    forgetOldest();
    if (!isBusy(run.profile)) waiting.next(run.profile);
  }

  /**
   * Nobody waits for the end of a run: it may come from a timer, where a throw would end Node-RED.
   *
   * @returns whether it is stored
   */
  function keepEnd(run: Run): boolean {
    try {
      store.updateRun(run);
      // the store also knows of requests whose messages never arrived here
      const kept = store.run(run.id) ?? snapshot(run);
      const summary = summarise(store, kept, now());
      if (!closed) announce(kept, summary);
      return true;
    } catch (error) {
      if (!unstored.has(run)) emitter.emit("state-failed", snapshot(run), error);
      return false;
    }
  }

  function storeEnd(run: Run): void {
    if (keepEnd(run)) unstored.delete(run);
    else if (!closed) unstored.set(run, timer(storeEnd.bind(undefined, run), STORE_AGAIN));
  }

  function announce(run: Run, summary: RunSummary): void {
    try {
      emitter.emit("run-finished", run, summary);
    } catch (error) {
      emitter.emit("state-failed", run, error);
    }
  }

  function forgetOldest(): void {
    const over = [...known.values()].filter((live) => !isRunning(live));
    for (const { run } of over.slice(0, -REMEMBERED)) known.delete(run.id);
  }

  return {
    start,
    find: (runId) => known.get(runId),
    running,
    current,
    isBusy,
    async queue(profile, make, signal) {
      const begin = () => start(make());
      if (!isBusy(profile) && waiting.isEmpty(profile)) return begin();
      return waiting.wait(profile, begin, signal);
    },
    moved(live) {
      if (!isRunning(live)) return;
      idle.get(live.run.id)?.touch();
      emitter.emit("run-progress", snapshot(live.run));
      endIfComplete(live);
    },
    hold(live) {
      let held = true;
      live.holds += 1;
      return () => {
        if (!held) return;
        held = false;
        live.holds -= 1;
        idle.get(live.run.id)?.touch();
        endIfComplete(live);
      };
    },
    stop(runId, stopping) {
      const live = known.get(runId);
      if (!live || !isRunning(live) || live.stopping) return false;
      live.stopping = stopping;
      idle.get(runId)?.touch();
      live.controller.abort(new CancelledError(stopping.error.message));
      endIfComplete(live);
      return true;
    },
    isClosed: () => closed,
    close() {
      if (closed) return;
      closed = true;
      waiting.clear();
      for (const [run, takeBack] of unstored) {
        takeBack();
        keepEnd(run);
      }
      for (const live of running()) {
        live.controller.abort(new CancelledError(CLOSED.message));
        end(live, { state: "interrupted", error: CLOSED });
      }
    },
  };
}
