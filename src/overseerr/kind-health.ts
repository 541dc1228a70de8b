import { throwIfCancelled } from "../errors.ts";

/** When a kind of call pauses, and for how long. All in milliseconds but the number of failures. */
export interface HealthLimits {
  /** Failures in a row, of whichever titles, after which the kind pauses. @default 5 */
  failuresInARow: number;
  /** First pause, doubled each time. @default 2000 */
  firstPauseMs: number;
  /** @default 30000 */
  maxPauseMs: number;
  /** Longest time without a success before the run ends. @default 120000 */
  patienceMs: number;
  /** A server that asks for a longer wait ends the run. @default 60000 */
  maxRetryAfterMs: number;
}

export const DEFAULT_LIMITS: HealthLimits = {
  failuresInARow: 5,
  firstPauseMs: 2000,
  maxPauseMs: 30_000,
  patienceMs: 120_000,
  maxRetryAfterMs: 60_000,
};

/** How one kind of call fares: open, or closed until one caller, who goes first, has succeeded. */
export class KindHealth {
  readonly #limits: HealthLimits;
  readonly #now: () => number;
  #failures = 0;
  /** Of the failures in a row, the first. */
  #since: number | undefined;
  #pauses = 0;
  #closed = false;
  #opensAt = 0;
  #leading = false;
  /** Those who wait, to be called with each change. */
  readonly #waiting = new Set<() => void>();
  successes = 0;

  constructor(limits: HealthLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Whether the last that was heard of this kind was a failure. */
  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** When the next caller may try, while the kind pauses. Milliseconds since the epoch. */
  get opensAt(): number | undefined {
    return this.#closed ? this.#opensAt : undefined;
  }

  /** Whether nothing has succeeded for longer than anybody waits. */
  get isLost(): boolean {
    return this.#since !== undefined && this.#now() - this.#since >= this.#limits.patienceMs;
  }

  /**
   * Waits until a call may be made.
   *
   * @param ended - throws what ended the run meanwhile
   * @returns to be called when the call is over
   * @throws what `ended` throws; CancelledError
   */
  async enter(ended: () => void, signal: AbortSignal | undefined): Promise<() => void> {
    for (;;) {
      ended();
      throwIfCancelled(signal);
      if (!this.#closed) return () => {};
      const wait = this.#opensAt - this.#now();
      if (this.#leading || wait > 0) {
        await this.#change(this.#leading ? undefined : wait, signal);
        continue;
      }
      this.#leading = true;
      return () => {
        this.#leading = false;
        this.wake();
      };
    }
  }

  /** Resolves with the next change, after so many milliseconds, or when the signal is aborted. */
  #change(ms: number | undefined, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", finish);
        this.#waiting.delete(finish);
        resolve();
      };
      const timer = ms === undefined ? undefined : setTimeout(finish, ms);
      signal?.addEventListener("abort", finish, { once: true });
      this.#waiting.add(finish);
    });
  }

  succeeded(): void {
    this.successes++;
    this.#failures = 0;
    this.#pauses = 0;
    this.#since = undefined;
    if (!this.#closed) return;
    this.#closed = false;
    this.wake();
  }

  /** @returns for how long the kind pauses now; undefined when it does not, or did already */
  failed(): number | undefined {
    this.#failures++;
    this.#since ??= this.#now();
    const isProbe = this.#leading && this.#opensAt <= this.#now();
    if (this.#closed && !isProbe) return undefined;
    if (!this.#closed && this.#failures < this.#limits.failuresInARow) return undefined;
    const { firstPauseMs, maxPauseMs } = this.#limits;
    const wait = Math.min(maxPauseMs, firstPauseMs * 2 ** this.#pauses++);
    this.close(wait);
    return wait;
  }

  /** Lets nobody through for so long, then one. */
  close(ms: number): void {
    this.#closed = true;
    this.#opensAt = Math.max(this.#opensAt, this.#now() + ms);
  }

  /** Lets those who wait look again. */
  wake(): void {
    for (const look of [...this.#waiting]) look();
  }
}
