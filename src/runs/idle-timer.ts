/** Calls back after a time; returns what takes the call back. */
export type Timer = (work: () => void, milliseconds: number) => () => void;

/** A timer that does not keep the process alive. */
export const backgroundTimer: Timer = (work, milliseconds) => {
  const timeout = setTimeout(work, milliseconds);
  timeout.unref();
  return () => clearTimeout(timeout);
};

export interface IdleTimer {
  /** Something moved: the time begins anew. */
  touch(): void;
  stop(): void;
}

/**
 * Calls back once nothing has moved for so long. Ten thousand movements cost ten thousand assignments, not timers: the
 * one timer looks at the time of the last movement when it fires.
 *
 * @param mayEnd - asked when the time is over; the time begins anew while it says no
 */
export function idleTimer(options: {
  idleMs: number;
  mayEnd: () => boolean;
  onIdle: () => void;
  now: () => number;
  timer: Timer;
}): IdleTimer {
  const { idleMs, mayEnd, onIdle, now, timer } = options;
  let moved = now();
  let cancel = timer(look, idleMs);

  function look(): void {
    const left = moved + idleMs - now();
    if (left > 0) cancel = timer(look, left);
    else if (mayEnd()) onIdle();
    else cancel = timer(look, idleMs);
  }
  return {
    touch: () => {
      moved = now();
    },
    stop: () => cancel(),
  };
}
