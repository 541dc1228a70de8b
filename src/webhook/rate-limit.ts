/** Counts what happens; of more than allowed, says when to come again. */
export interface RateLimit {
  /** @returns 0 where it is allowed, else the seconds until it is worth another try */
  take(): number;
}

/**
 * Allows so many a minute: as many at once, and from then on one as often as the minute is divided by them.
 *
 * @param perMinute 0 for no limit
 * @param now milliseconds of a clock that is never set
 */
export function createRateLimit(perMinute: number, now: () => number = () => performance.now()): RateLimit {
  const each = 60_000 / perMinute;
  let left = perMinute;
  let since = now();
  return {
    take() {
      if (perMinute <= 0) return 0;
      const time = now();
      left = Math.min(perMinute, left + (time - since) / each);
      since = time;
      if (left < 1) return Math.max(1, Math.ceil(((1 - left) * each) / 1000));
      left -= 1;
      return 0;
    },
  };
}
