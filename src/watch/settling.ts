import type { Timer } from "../runs/idle-timer.ts";
import { eachAtMost } from "./each-at-most.ts";

export interface SettlingOptions {
  /** Milliseconds for which nothing may happen to a file before it counts as written. */
  settleMs: number;
  /** What changes while a file is written; undefined when there is none. A throw says that nobody can tell now. */
  touchOf(path: string): Promise<string | undefined>;
  /** Told of files that have settled, all together once none is being written. */
  onSettled(paths: string[]): void;
  onError(error: unknown): void;
  /** Files that are looked at at once. */
  atOnce: number;
  timer: Timer;
  now: () => number;
}

/** Files that something happened to. */
export interface Settling {
  /** @param touch what it is now, as far as is known */
  add(path: string, touch: string | undefined): void;
  /** How many are waited for. */
  readonly waiting: number;
  /** Forgets them all. */
  clear(): void;
}

/** Files that are written without an end hold the others up for so many times the settling time, and no longer. */
const PATIENCE = 10;
/** Milliseconds for which they may do so in any case: looking at thousands takes its time. */
const LEAST_PATIENCE = 2000;

/**
 * Waits until files are written: until nothing happened to them for a while and they are as they were at its beginning.
 */
export function settling(options: SettlingOptions): Settling {
  const { settleMs, touchOf, onSettled, onError, timer, now } = options;
  const waiting = new Map<string, { touch: string | undefined; at: number }>();
  let settled = new Set<string>();
  let firstAt = 0;
  let stop: (() => void) | undefined;
  /** Counts what is forgotten, so that a look under way adds nothing to what comes after it. */
  let round = 0;

  function arm(): void {
    stop ??= timer(() => void tick(), Math.min(Math.max(settleMs / 4, 10), 1000));
  }

  async function tick(): Promise<void> {
    const mine = round;
    try {
      const due = [...waiting].filter(([, { at }]) => now() - at >= settleMs);
      await eachAtMost(due, options.atOnce, async ([path, entry]) => {
        const touch = await touchOf(path);
        // something happened to it meanwhile
        if (mine !== round || waiting.get(path) !== entry) return;
        if (touch === entry.touch) settle(path);
        else waiting.set(path, { touch, at: now() });
      });
      if (mine !== round) return;
      const isEnough = waiting.size === 0 || now() - firstAt >= Math.max(PATIENCE * settleMs, LEAST_PATIENCE);
      if (settled.size > 0 && isEnough) {
        const paths = [...settled];
        settled = new Set();
        onSettled(paths);
      }
    } catch (error) {
      if (mine === round) onError(error);
    }
    if (mine !== round) return;
    stop = undefined;
    if (waiting.size + settled.size > 0) arm();
  }

  function settle(path: string): void {
    waiting.delete(path);
    if (settled.size === 0) firstAt = now();
    settled.add(path);
  }

  return {
    add(path, touch) {
      // it is as it was when the waiting for it began
      if (waiting.has(path) && waiting.get(path)?.touch === touch) return;
      settled.delete(path);
      waiting.set(path, { touch, at: now() });
      arm();
    },
    get waiting() {
      return waiting.size + settled.size;
    },
    clear() {
      round++;
      waiting.clear();
      settled.clear();
      stop?.();
      stop = undefined;
    },
  };
}
