import { setImmediate } from "node:timers/promises";
import { CancelledError } from "../errors.ts";
import { onAbort } from "../http/on-abort.ts";
import { pause } from "../http/pause.ts";
import { createTurnShare } from "../turn-share.ts";
import { NOTHING_IS_WRITTEN, StateError } from "./state-error.ts";

/** Shortest and longest pause between two tries. Milliseconds. */
const MIN_PAUSE = 20;
const MAX_PAUSE = 250;

/** Milliseconds that a locked database is waited for, unless somebody sets them. */
const LOCKED_MS = 120_000;

/**
 * Works that go on one after the other, each as soon as nobody else keeps the database locked or leased, and a few of
 * them in each turn of the event loop.
 */
export interface LockWait {
  /**
   * Does a work at once, or as soon as those before it are done, the database is free and others had their turn.
   *
   * @param work - one statement or transaction, done again from its beginning while it is refused
   * @throws StateError `state-locked` when that took too long; CancelledError when the signal is aborted while it waits
   */
  inTurn<T>(work: () => T, signal?: AbortSignal): Promise<T>;
  /** Does a work now or never: what is only remembered to spare calls is not worth waiting for. */
  orNever(work: () => unknown): Promise<void>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

interface Waiting {
  attempt(): void;
  reject(error: unknown): void;
  since: number;
}

/**
 * Makes the wait for a database that another program keeps locked. Only the first of those who wait tries, and pauses
 * between its tries, so that Node-RED goes on meanwhile however many they are.
 *
 * @param lockedMs milliseconds after which each gives up
 */
export function createLockWait(lockedMs: number = LOCKED_MS): LockWait {
  const line: Waiting[] = [];
  let advancing = Promise.resolve();
  /** It may pause while nobody waits any more: whoever comes then is seen to by it, and not by another one beside it. */
  let isAdvancing = false;
  /** The last try was refused. */
  let isLocked = false;
  const share = createTurnShare();

  async function advance(): Promise<void> {
    isAdvancing = true;
    let wait = MIN_PAUSE;
    for (let first = line[0]; first; first = line[0]) {
      if (share.isUsed()) {
        await setImmediate();
        continue;
      }
      try {
        share.use(first.attempt);
        line.shift();
        wait = MIN_PAUSE;
        isLocked = false;
      } catch (error) {
        if (!passes(error)) {
          line.shift();
          first.reject(error);
          continue;
        }
        isLocked = true;
        giveUp(error);
        await (line.length > 0 ? pause(wait) : setImmediate());
        wait = Math.min(wait * 2, MAX_PAUSE);
      }
    }
    isLocked = false;
    isAdvancing = false;
  }

  /** Those whose time is over need no try of their own: they would fail alike. */
  function giveUp(error: unknown): void {
    const late = performance.now() - lockedMs;
    for (const one of line.filter(({ since }) => since <= late)) {
      line.splice(line.indexOf(one), 1);
      one.reject(error);
    }
  }

  function join<T>(work: () => T, signal: AbortSignal | undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiting: Waiting = {
        attempt() {
          const result = work();
          stop();
          resolve(result);
        },
        reject(error) {
          stop();
          reject(error);
        },
        since: performance.now(),
      };
      function leave(): void {
        line.splice(line.indexOf(waiting), 1);
        waiting.reject(new CancelledError());
      }
      if (signal?.aborted) return reject(new CancelledError());
      const stop = onAbort(signal, leave);
      line.push(waiting);
      if (!isAdvancing) advancing = advance();
    });
  }

  return {
    async inTurn(work, signal) {
      if (line.length > 0 || share.isUsed()) return join(work, signal);
      try {
        return share.use(work);
      } catch (error) {
        if (!passes(error)) throw error;
        return join(work, signal);
      }
    },
    async orNever(work) {
      if (isLocked) return;
      try {
        share.use(work);
      } catch (error) {
        if (!(error instanceof StateError && NOTHING_IS_WRITTEN.has(error.code))) throw error;
      }
    },
    idle: () => advancing,
  };
}

const passes = (error: unknown): boolean => error instanceof StateError && error.passes;
