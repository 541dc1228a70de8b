import { throwIfCancelled } from "../../errors.ts";
import { untilAborted } from "../../http/until-aborted.ts";

/**
 * Makes a function that runs work with the same key one after the other, and different keys side by side.
 *
 * @returns `oneByOne(key, signal, work)`; work that was cancelled before its turn never starts; begun
 *   work is waited for
 */
export function serialiseByKey(): <T>(
  key: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
) => Promise<T> {
  const lastOf = new Map<string, Promise<unknown>>();
  return async (key, signal, work) => {
    const before = lastOf.get(key);
    const turn = (async () => {
      // Whether the one before succeeded is its own caller's business.
      await before?.catch(() => {});
      throwIfCancelled(signal);
      return work();
    })();
    lastOf.set(key, turn);
    const leave = () => {
      if (lastOf.get(key) === turn) lastOf.delete(key);
    };
    turn.then(leave, leave);
    // Work that has begun ends as it sees fit: what it did must not go unnoticed.
    await untilAborted(before?.catch(() => {}) ?? Promise.resolve(), signal);
    return turn;
  };
}
