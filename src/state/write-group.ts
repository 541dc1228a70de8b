import { setImmediate } from "node:timers/promises";
import { CancelledError } from "../errors.ts";
import { onAbort } from "../http/on-abort.ts";
import type { LockWait } from "./lock-wait.ts";
import { StateError } from "./state-error.ts";

/** Milliseconds that the works of one transaction may take together: others are to have their turn. */
const TRANSACTION_MS = 10;

/** Small writes of many callers, done together: a transaction costs as much as the writing of a title. */
export interface WriteGroup {
  /**
   * Does a work in one transaction with those that others ask for in the same turn of the event loop, in the order in which
   * they are asked for. Resolves when it is committed, so that whoever awaits it may rely on it.
   *
   * @param work - done again from its beginning while the database is locked, or when one beside it fails
   * @throws what the work throws, which undoes nothing of the others; StateError as `LockWait.inTurn`; CancelledError
   */
  write<T>(work: () => T, signal?: AbortSignal): Promise<T>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

interface Waiting {
  /** Does the work, within the transaction. @returns tells its caller, after the transaction */
  attempt(): () => void;
  reject(error: unknown): void;
}

/**
 * @param inTurn does a work when the database is free
 * @param transaction does a work in one transaction
 */
export function createWriteGroup(
  inTurn: LockWait["inTurn"],
  transaction: <T>(work: () => T) => T,
): WriteGroup {
  const line: Waiting[] = [];
  let writing: Promise<void> | undefined;

  /** How many of them the last transaction came to. */
  let tried = 0;

  /** Writes the first of those who wait, as many as there is time for. @returns how many that were */
  function writeSome(most: number): number {
    tried = 0;
    const until = performance.now() + TRANSACTION_MS;
    const tellers = transaction(() => {
      const all: (() => void)[] = [];
      for (let next = line[0]; next && tried < most; next = line[tried]) {
        tried += 1;
        all.push(next.attempt());
        if (performance.now() >= until) break;
      }
      return all;
    });
    line.splice(0, tellers.length);
    for (const tell of tellers) tell();
    return tellers.length;
  }

  /** It stayed locked as long as anybody waits: all who are here would fail alike. */
  function fail(error: unknown): void {
    const failed = error instanceof StateError && error.passes ? line.length : 1;
    for (const one of line.splice(0, failed)) one.reject(error);
  }

  async function writeAll(): Promise<void> {
    /** So many are written one by one: one of them fails, and the others must not fail with it. */
    let alone = 0;
    while (line.length > 0) {
      try {
        const written = await inTurn(() => writeSome(alone > 0 ? 1 : line.length));
        alone = Math.max(0, alone - written);
      } catch (error) {
        if (tried > 1) alone = tried;
        else {
          alone = Math.max(0, alone - 1);
          fail(error);
        }
      }
    }
    // in the same step in which nobody waited: whoever comes next begins anew
    writing = undefined;
  }

  return {
    write: <T>(work: () => T, signal?: AbortSignal) =>
      new Promise<T>((resolve, reject) => {
        if (signal?.aborted) return reject(new CancelledError());
        const waiting: Waiting = {
          attempt() {
            const result = work();
            return () => {
              stop();
              resolve(result);
            };
          },
          reject(error) {
            stop();
            reject(error);
          },
        };
        const stop = onAbort(signal, () => {
          line.splice(line.indexOf(waiting), 1);
          waiting.reject(new CancelledError());
        });
        line.push(waiting);
        writing ??= setImmediate().then(writeAll);
      }),
    idle: async () => {
      while (writing) await writing;
    },
  };
}
