import { backgroundTimer, type Timer } from "../runs/idle-timer.ts";

export interface GatherOptions<T> {
  /** Milliseconds without another one until they are taken. */
  quietMs: number;
  /** Milliseconds that the first of them waits at most. */
  longestMs: number;
  take(all: T[]): Promise<void>;
  timer?: Timer;
}

/** Makes one of what comes in quick succession: a scan of a library finds hundreds of titles within seconds. */
export interface Gathering<T> {
  /** @returns resolves once it is taken; rejects for the first of those that failed together, so that it is one error */
  add(one: T): Promise<void>;
  /** Takes at once what waits. Resolves once that has ended, well or not. */
  flush(): Promise<void>;
}

export function createGathering<T>(options: GatherOptions<T>): Gathering<T> {
  const { quietMs, longestMs, take, timer = backgroundTimer } = options;
  let batch: { all: T[]; since: number; taken: Promise<void>; end: () => void } | undefined;
  let stopTimer = () => {};

  function begin(): NonNullable<typeof batch> {
    const all: T[] = [];
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    return { all, since: performance.now(), taken: ended.then(() => take(all)), end };
  }
  function end(): Promise<void> {
    stopTimer();
    const ended = batch;
    batch = undefined;
    ended?.end();
    return ended?.taken.catch(() => {}) ?? Promise.resolve();
  }

  return {
    add(one) {
      const isFirst = batch === undefined;
      batch ??= begin();
      const { all, since, taken } = batch;
      all.push(one);
      stopTimer();
      const leftMs = since + longestMs - performance.now();
      stopTimer = timer(() => void end(), Math.max(0, Math.min(quietMs, leftMs)));
      return isFirst ? taken : taken.catch(() => {});
    },
    flush: end,
  };
}
