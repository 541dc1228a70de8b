import type { LimitRange } from "./http.ts";

/** How many requests may be under way at once, learned from what becomes of them. */
export interface AdaptiveLimit {
  readonly limit: number;
  /**
   * An answer has come.
   *
   * @param kind requests of which take about as long: a path without its numbers
   * @param ms how long it took
   */
  answered(kind: string, ms: number): void;
  /** The other side is overloaded or broken: 429, 5xx, no answer. */
  failed(): void;
}

/** An answer takes its usual time up to here; noise of a network is no sign of load. Times the shortest mean. */
const STAYS = 1.5;
/** From here on the other side works on fewer at a time than it is given. */
const SLOWS = 2;
/** What no server notices, whatever the ratio. Milliseconds. */
const NOISE_MS = 10;

/**
 * Makes a limit that begins at the least, grows by one after each round of answers that came as fast as they ever did, and
 * falls: by a fifth when they come at half the speed, to half when one fails.
 */
export function createAdaptiveLimit({ least, most }: LimitRange): AdaptiveLimit {
  let limit = least;
  /** Of each kind, the usual time while few are under way. */
  const usual = new Map<string, number>();
  let answers = 0;
  let slowness = 0;
  /** Answers of requests that were sent before the last fall say nothing of what came of it. */
  let stale = 0;

  function fallTo(lower: number): void {
    stale = limit;
    limit = Math.max(least, Math.floor(lower));
    answers = 0;
    slowness = 0;
  }

  return {
    get limit() {
      return limit;
    },
    answered(kind, ms) {
      const before = usual.get(kind) ?? ms;
      // it may become slower for other reasons than us: then that is usual after a while
      usual.set(kind, ms < before ? (before + ms) / 2 : before + (ms - before) * 0.02);
      if (stale > 0) {
        stale -= 1;
        return;
      }
      answers += 1;
      slowness += Math.max(0, ms - NOISE_MS) / Math.max(1, before);
      if (answers < limit) return;
      const mean = slowness / answers;
      answers = 0;
      slowness = 0;
      if (mean <= STAYS) limit = Math.min(most, limit + 1);
      else if (mean >= SLOWS) fallTo(limit * 0.8);
    },
    failed() {
      if (stale > 0) stale -= 1;
      else fallTo(limit / 2);
    },
  };
}
