import { CancelledError, cancellation } from "../errors.ts";
import { onAbort } from "../http/on-abort.ts";
import type { Run } from "./run.ts";

interface Waiter {
  begin: () => Promise<Run>;
  resolve: (run: Run) => void;
  reject: (error: unknown) => void;
  /** Its signal counts no more. */
  stay: () => void;
}

/** Those who wait for a profile's turn, first come first served. */
export interface RunQueue {
  /** @throws CancelledError when the signal is aborted, or `clear` is called, before the turn comes; what `begin` throws */
  wait(profile: string, begin: () => Promise<Run>, signal?: AbortSignal): Promise<Run>;
  isEmpty(profile: string): boolean;
  /** Lets the first one begin; when its beginning fails, that is its answer. */
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
        if (signal?.aborted) return reject(cancellation(signal));
        const queue = queueOf(profile);
        const leave = () => {
          queue.splice(queue.indexOf(waiter), 1);
          reject(cancellation(signal));
        };
        const waiter: Waiter = { begin, resolve, reject, stay: onAbort(signal, leave) };
        queue.push(waiter);
      }),
    isEmpty: (profile) => queueOf(profile).length === 0,
    next(profile) {
      const waiter = queueOf(profile).shift();
      if (!waiter) return;
      // what is cancelled from now on is up to the beginning: a run that is stored has to be somebody's
      waiter.stay();
      waiter.begin().then(waiter.resolve, waiter.reject);
    },
    clear() {
      for (const queue of waiting.values()) {
        for (const waiter of queue.splice(0)) {
          waiter.stay();
          waiter.reject(new CancelledError());
        }
      }
    },
  };
}
