import { CancelledError } from "../errors.ts";
import type { Run } from "../state/store.ts";

interface Waiter {
  begin: () => Run;
  resolve: (run: Run) => void;
  reject: (error: unknown) => void;
}

/** Those who wait for a profile's turn, first come first served. */
export interface RunQueue {
  /** @throws CancelledError when the signal is aborted, or `clear` is called, before the turn comes */
  wait(profile: string, begin: () => Run, signal?: AbortSignal): Promise<Run>;
  isEmpty(profile: string): boolean;
  /** Lets the first one begin; when its beginning fails, that is its answer and the next one's turn. */
  next(profile: string): void;
  clear(): void;
}

/** Makes an empty queue. */
export function createRunQueue(): RunQueue {
  const waiting = new Map<string, Waiter[]>();
  const queueOf = (profile: string): Waiter[] => {
    const queue = waiting.get(profile) ?? [];
    waiting.set(profile, queue);
    return queue;
  };

  return {
    wait: (profile, begin, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new CancelledError());
        const queue = queueOf(profile);
        const waiter: Waiter = { begin, resolve: settle(resolve), reject: settle(reject) };
        const leave = () => {
          queue.splice(queue.indexOf(waiter), 1);
          waiter.reject(new CancelledError());
        };
        function settle<T>(answer: (value: T) => void) {
          return (value: T) => {
            signal?.removeEventListener("abort", leave);
            answer(value);
          };
        }
        signal?.addEventListener("abort", leave, { once: true });
        queue.push(waiter);
      }),
    isEmpty: (profile) => queueOf(profile).length === 0,
    next(profile) {
      const queue = queueOf(profile);
      for (let waiter = queue.shift(); waiter; waiter = queue.shift()) {
        try {
          return waiter.resolve(waiter.begin());
        } catch (error) {
          waiter.reject(error);
        }
      }
    },
    clear() {
      for (const queue of waiting.values()) {
        for (const waiter of queue.splice(0)) waiter.reject(new CancelledError());
      }
    },
  };
}
