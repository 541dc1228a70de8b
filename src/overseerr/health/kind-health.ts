import { throwIfCancelled } from "../../errors.ts";
import { onAbort } from "../../http/on-abort.ts";

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

/** The kinds of calls of one server, of which one probes at a time: a server that is gone is not asked once for each. */
interface Siblings {
  all: KindHealth[];
  /** Whose caller goes first at present. */
  leader: KindHealth | undefined;
}

/** Makes the health of so many kinds of calls of one server. */
export function kindHealths<Kind extends string>(
  kinds: readonly Kind[],
  limits: HealthLimits,
  now: () => number,
): Record<Kind, KindHealth> {
  const siblings: Siblings = { all: [], leader: undefined };
  siblings.all = kinds.map(() => new KindHealth(limits, now, siblings));
  return Object.fromEntries(kinds.map((kind, index) => [kind, siblings.all[index]])) as Record<
    Kind,
    KindHealth
  >;
}

/** How one kind of call fares: open, or closed until one caller, who goes first, has succeeded. */
export class KindHealth {
  readonly #limits: HealthLimits;
  readonly #now: () => number;
  readonly #siblings: Siblings;
  #failures = 0;
  /** Of the failures in a row, the first. */
  #since: number | undefined;
  #pauses = 0;
  #closed = false;
  #opensAt = 0;
  /** Until then the server asked to be left alone, whatever succeeds meanwhile that was on its way before. */
  #heldUntil = 0;
  /** Those who wait, to be called with each change. */
  readonly #waiting = new Set<() => void>();
  successes = 0;

  constructor(limits: HealthLimits, now: () => number, siblings: Siblings) {
    this.#limits = limits;
    this.#now = now;
    this.#siblings = siblings;
  }

  /** Whether the last that was heard of this kind was a failure. */
  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** Whether anybody waits to go next. */
  get isAwaited(): boolean {
    return this.#waiting.size > 0;
  }

  /** When the first of the failures in a row was; undefined when the last call succeeded. */
  get failingSince(): number | undefined {
    return this.#since;
  }

  /** When the next caller may try, while the kind pauses. Milliseconds since the epoch. */
  get opensAt(): number | undefined {
    return this.#closed ? this.#opensAt : undefined;
  }

  /** Milliseconds for which the server asked to be left alone from now on. */
  get heldMs(): number {
    return Math.max(0, this.#heldUntil - this.#now());
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
      if (this.#siblings.leader || wait > 0) {
        await this.#change(wait > 0 ? wait : undefined, signal);
        continue;
      }
      this.#siblings.leader = this;
      return () => {
        this.#siblings.leader = undefined;
        for (const each of this.#siblings.all) each.wake();
      };
    }
  }

  /** Resolves with the next change, after so many milliseconds, or when the signal is aborted. */
  #change(ms: number | undefined, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        end();
        this.#waiting.delete(finish);
        resolve();
      };
      const timer = ms === undefined ? undefined : setTimeout(finish, ms);
      const end = onAbort(signal, finish);
      this.#waiting.add(finish);
    });
  }

  /** @returns whether that ended a pause */
  succeeded(): boolean {
    this.successes++;
    this.#failures = 0;
    this.#pauses = 0;
    this.#since = undefined;
    if (!this.#closed || this.heldMs > 0) return false;
    this.#closed = false;
    this.wake();
    return true;
  }

  /** @returns for how long the kind pauses now; undefined when it does not, or did already */
  failed(): number | undefined {
    this.#failures++;
    this.#since ??= this.#now();
    const isProbe = this.#siblings.leader === this && this.#opensAt <= this.#now();
    if (this.#closed && !isProbe) return undefined;
    const down = this.#siblings.all.filter((each) => each !== this && each.#closed && each.isFailing);
    // where another kind is down already, one failure says that this one is as well
    const enough = down.length > 0 ? 1 : this.#limits.failuresInARow;
    if (!this.#closed && this.#failures < enough) return undefined;
    const { firstPauseMs, maxPauseMs } = this.#limits;
    const pauses = Math.max(...[this, ...down].map((each) => each.#pauses));
    const wait = Math.min(maxPauseMs, firstPauseMs * 2 ** pauses);
    for (const each of [this, ...down]) {
      each.#pauses = pauses + 1;
      each.close(wait);
    }
    return wait;
  }

  /** Lets nobody through for so long, then one. */
  close(ms: number): void {
    this.#closed = true;
    this.#opensAt = Math.max(this.#opensAt, this.#now() + ms);
  }

  /** The same because the server asked for it: nothing that succeeds before ends it. */
  hold(ms: number): void {
    this.close(ms);
    this.#heldUntil = Math.max(this.#heldUntil, this.#now() + ms);
  }

  /** Lets those who wait look again. */
  wake(): void {
    for (const look of [...this.#waiting]) look();
  }
}
