/** Milliseconds of one turn of the event loop that short works may take together. */
const SHARE_MS = 10;

/** How much of the current turn of the event loop many short works have taken, whoever asked for them. */
export interface TurnShare {
  /** Does a work, and counts how long it took. */
  use<T>(work: () => T): T;
  /** No time is left before the next turn. */
  isUsed(): boolean;
}

/**
 * Makes the share of works that are each too short to be cut into slices: a thousand callers who do one each, in one
 * turn of the event loop, hold it as long as one long work.
 */
export function createTurnShare(now: () => number = () => performance.now()): TurnShare {
  let used = 0;
  let isCounting = false;

  function count(ms: number): void {
    used += ms;
    if (isCounting) return;
    isCounting = true;
    setImmediate(() => {
      used = 0;
      isCounting = false;
    });
  }

  return {
    use(work) {
      const begun = now();
      try {
        return work();
      } finally {
        count(now() - begun);
      }
    },
    isUsed: () => used >= SHARE_MS,
  };
}
