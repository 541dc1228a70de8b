import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Database } from "../database.ts";
import * as messages from "../messages.ts";
import type { LeaseWait } from "../port/lease.ts";
import { StateError } from "../state-error.ts";
import { type LeaseRow, leaseRow } from "./lease-row.ts";
import { type LeaseTimes, leaseTimes } from "./lease-times.ts";

/** Clocks in milliseconds: one that only runs on, and one that says what time it is. */
export interface LeaseClocks {
  monotonic(): number;
  wall(): number;
}

export interface LeaseOptions {
  /** Done in the transaction that takes the lease from another process, or first takes it at all. */
  onTaken?: () => void;
  /** @default one for the process: whoever opens the file here shares it */
  holder?: string;
  times?: LeaseTimes;
  clocks?: LeaseClocks;
}

/** Holder of all leases of this process. */
export const PROCESS = randomUUID();
const PLACE = `${hostname()}, process ${process.pid}`;
const CLOCKS: LeaseClocks = { monotonic: () => performance.now(), wall: () => Date.now() };

/**
 * The right of one process to write in a database, and to send requests that are written down there. The holder gives a
 * sign of life every few seconds; another process takes over when there was none for the length of the lease, by the
 * time of day, and none for half of it by its own clock. Since a holder that was silent for half of the lease acts no
 * more before its next sign of life, two never act at the same time, whatever their clocks say of the time of day.
 */
export class Lease {
  readonly #db: Pick<Database, "transaction">;
  readonly #row: ReturnType<typeof leaseRow>;
  readonly holder: string;
  readonly #times: LeaseTimes;
  readonly #clocks: LeaseClocks;
  readonly #onTaken: () => void;
  /** When the last sign of life of our own began, by both clocks; undefined when the lease is not ours. */
  #beat: { monotonic: number; wall: number } | undefined;
  /** The last that was seen of another holder, since when, and whether it gave a sign of life under our eyes. */
  #seen: { row: LeaseRow; since: number; lives: boolean } | undefined;

  constructor(db: Pick<Database, "get" | "run" | "transaction">, options: LeaseOptions = {}) {
    const { holder = PROCESS, times = leaseTimes(), clocks = CLOCKS, onTaken = () => {} } = options;
    this.#db = db;
    this.#row = leaseRow(db);
    this.holder = holder;
    this.#times = times;
    this.#clocks = clocks;
    this.#onTaken = onTaken;
  }

  get times(): LeaseTimes {
    return this.#times;
  }

  /** What this process waits for; undefined when the lease is its own, or was never wanted. */
  get wait(): LeaseWait | undefined {
    if (!this.#seen) return undefined;
    const { row, since, lives } = this.#seen;
    const silence = this.#clocks.monotonic() - since;
    // one that misses two signs of life has probably ended
    if (lives && silence <= 2 * this.#times.beatMs) return { kind: "taken", place: row.place };
    return { kind: "silent", ms: Math.max(0, this.#takesAt(this.#seen) - this.#clocks.monotonic()) };
  }

  /** Whether this process may act now, by the clock alone. */
  get isFresh(): boolean {
    return this.#age < this.#times.leaseMs / 2;
  }

  /** Milliseconds since the last sign of life. */
  get #age(): number {
    if (!this.#beat) return Number.POSITIVE_INFINITY;
    const { monotonic, wall } = this.#beat;
    // the monotonic clock stands still while the machine sleeps
    return Math.max(this.#clocks.monotonic() - monotonic, this.#clocks.wall() - wall);
  }

  /**
   * Does what writes in one transaction in which the lease is this process's; takes it first where it is free.
   *
   * @throws StateError `state-in-use`
   */
  write<T>(work: () => T): T {
    // what writes all the time may leave no time for anything else
    if (this.#age >= this.#times.beatMs) this.renew();
    const written = this.#db.transaction(() =>
      this.#row.read()?.holder === this.holder ? { result: work() } : undefined,
    );
    if (written) return written.result;
    // lost since the last sign of life; or the file was made anew, and the lease is free
    this.renew();
    return this.write(work);
  }

  /**
   * Gives a sign of life, or takes the lease where it is free.
   *
   * @throws StateError `state-in-use`
   */
  renew(): void {
    const began = { monotonic: this.#clocks.monotonic(), wall: this.#clocks.wall() };
    const other = this.#db.transaction(() => this.#take());
    if (other) {
      this.#beat = undefined;
      throw this.#inUse(other);
    }
    this.#beat = began;
    this.#seen = undefined;
  }

  /** Within a transaction. @returns the row of another holder that is not over */
  #take(): LeaseRow | undefined {
    const at = new Date(this.#clocks.wall()).toISOString();
    if (this.#row.beat(this.holder, at)) return undefined;
    const row = this.#row.read();
    if (row && !this.#isOver(row)) return row;
    this.#row.give(this.holder, PLACE, at);
    this.#onTaken();
    return undefined;
  }

  #isOver(row: LeaseRow): boolean {
    const now = this.#clocks.monotonic();
    const last = this.#seen?.row;
    if (!this.#seen || last?.holder !== row.holder || last.beats !== row.beats)
      this.#seen = { row, since: now, lives: last?.holder === row.holder };
    return now >= this.#takesAt(this.#seen);
  }

  /** When another holder's lease is over, by our monotonic clock. */
  #takesAt({ row, since }: { row: LeaseRow; since: number }): number {
    const { leaseMs } = this.#times;
    const { monotonic, wall } = this.#clocks;
    const byTimeOfDay = Date.parse(row.at) + leaseMs - wall() + monotonic();
    return Math.min(since + leaseMs, Math.max(since + leaseMs / 2, byTimeOfDay || 0));
  }

  #inUse({ place }: LeaseRow): StateError {
    const { wait } = this;
    if (wait?.kind === "silent")
      return new StateError("state-in-use", messages.waitsForOther(place, Math.ceil(wait.ms / 1000)), {
        passes: true,
      });
    return new StateError("state-in-use", messages.inUse(place));
  }
}
