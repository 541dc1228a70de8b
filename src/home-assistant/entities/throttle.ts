/** Does a piece of work at most once per interval. */
export interface Throttle {
  /** Now, or once the interval since the last time is over; several wishes in between are one. */
  soon(): void;
  /** Now, whatever was wished for. */
  now(): void;
  close(): void;
}

/**
 * Makes a throttle; the last wish is always done.
 *
 * @param work - must not throw
 * @param intervalMs - milliseconds between two times
 */
export function createThrottle(work: () => void, intervalMs: number): Throttle {
  let timer: NodeJS.Timeout | undefined;
  let doneAt = Number.NEGATIVE_INFINITY;
  let closed = false;

  function now(): void {
    clearTimeout(timer);
    timer = undefined;
    if (closed) return;
    doneAt = performance.now();
    work();
  }

  return {
    now,
    soon() {
      if (timer || closed) return;
      const wait = doneAt + intervalMs - performance.now();
      if (wait <= 0) return now();
      timer = setTimeout(now, wait);
      timer.unref();
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
