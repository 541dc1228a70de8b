import type { Arrival, Item } from "../../items/item.ts";
import type { RunSummary } from "../../runs/events.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Run, RunHead } from "../../runs/run.ts";
import type { EntityEvent, EntityStates } from "./entity.ts";
import { type EndedRuns, readEnded, readStates, type StateSource } from "./read-states.ts";
import { availableEvent, endEvent, requestEvent } from "./sync-events.ts";
import { createThrottle } from "./throttle.ts";

export interface FollowOptions {
  memory: Memory;
  profile: string;
  /** Milliseconds between two states while a run is on: each one is a row in Home Assistant's history. @default 1000 */
  progressMs?: number;
  onStates(states: EntityStates): void;
  onEvent(event: EntityEvent): void;
  onError(error: Error): void;
}

/** Follows a profile until it is closed. */
export interface ProfileFollower {
  /** Opens the database if that failed before, and reads everything again. */
  refresh(): Promise<void>;
  close(): void;
}

/**
 * Tells what the entities of a profile show, at once, after a restart too, and with every change: by a run, by this
 * node, or by another one that shares the database.
 */
export function followProfile(options: FollowOptions): ProfileFollower {
  const { memory, profile, progressMs = 1000, onStates, onEvent, onError } = options;
  let source: StateSource | undefined;
  let ended: Promise<EndedRuns> | undefined;
  /** One after the other, so that what was read last is shown last. */
  let showing = Promise.resolve();

  const throttle = createThrottle(() => {
    showing = showing.then(() => attempt(show));
  }, progressMs);

  async function show(): Promise<void> {
    const from = source;
    if (!from) return;
    ended ??= readEnded(from);
    const states = await readStates(from, await ended);
    if (source === from) onStates(states);
  }

  /** Called by timers and by the runs, where nobody could catch. */
  async function attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      ended = undefined;
      onError(error as Error);
    }
  }

  const concerns = (run: RunHead) => run.profile === profile;
  const listeners = {
    started: (run: Run) => concerns(run) && throttle.now(),
    progress: (run: Run) => concerns(run) && throttle.soon(),
    recorded: (run: RunHead, item: Item) => {
      const event = concerns(run) ? requestEvent(run, item) : undefined;
      if (event) onEvent(event);
    },
    finished: (run: Run, summary: RunSummary) => {
      if (!concerns(run)) return;
      ended = undefined;
      throttle.now();
      onEvent(endEvent(summary));
    },
    stateFailed: (run: Run) => {
      if (!concerns(run)) return;
      ended = undefined;
      throttle.now();
    },
    available: (of: string, arrival: Arrival) => of === profile && onEvent(availableEvent(profile, arrival)),
    settings: (changed: string) => changed === profile && throttle.now(),
    schedule: (changed: string) => changed === profile && throttle.now(),
  };

  const stop = memory.whenOpen((runs, store) => {
    source = { store, runs, profile };
    runs.on("run-started", listeners.started);
    runs.on("run-progress", listeners.progress);
    runs.on("item-recorded", listeners.recorded);
    runs.on("run-finished", listeners.finished);
    runs.on("state-failed", listeners.stateFailed);
    runs.on("title-available", listeners.available);
    runs.on("settings-changed", listeners.settings);
    runs.on("schedule-changed", listeners.schedule);
    throttle.now();
    return () => {
      source = undefined;
      runs.off("run-started", listeners.started);
      runs.off("run-progress", listeners.progress);
      runs.off("item-recorded", listeners.recorded);
      runs.off("run-finished", listeners.finished);
      runs.off("state-failed", listeners.stateFailed);
      runs.off("title-available", listeners.available);
      runs.off("settings-changed", listeners.settings);
      runs.off("schedule-changed", listeners.schedule);
    };
  });
  // Not yet: the node that would catch the error may come after this one.
  const opening = setImmediate(() => void attempt(() => memory.runs()));

  return {
    async refresh() {
      clearImmediate(opening);
      await memory.runs();
      ended = undefined;
      throttle.now();
    },
    close() {
      clearImmediate(opening);
      throttle.close();
      stop();
    },
  };
}
