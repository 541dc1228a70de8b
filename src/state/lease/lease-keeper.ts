import type { LockWait } from "../lock-wait.ts";
import type { LeaseWait, StoreLease } from "../port/lease.ts";
import { StateError } from "../state-error.ts";
import type { Lease } from "./lease.ts";

/** The lease of a store, kept by signs of life from its first use until the store is closed. */
export interface LeaseKeeper extends StoreLease {
  /** Does what writes while the lease is ours. @throws StateError `state-in-use` */
  write<T>(work: () => T): T;
  stop(): void;
}

/**
 * Keeps a lease: gives signs of life while it is ours, and looks for those of another holder while it is not.
 *
 * @param writing waits while the database is locked, or while another holder seems to have ended
 */
export function keepLease(lease: Lease, writing: LockWait): LeaseKeeper {
  const { beatMs } = lease.times;
  const listeners = new Set<(wait: LeaseWait | undefined) => void>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let told: LeaseWait | undefined;

  function tell(): void {
    const { wait } = lease;
    if (!wait && !told) return;
    told = wait;
    for (const listener of [...listeners]) listener(wait);
  }

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(tick, lease.isFresh ? beatMs : beatMs / 5);
    timer.unref();
  }

  function tick(): void {
    try {
      lease.renew();
    } catch (error) {
      // locked, full, or another's: whoever wants to write is told
      if (!(error instanceof StateError)) throw error;
    }
    tell();
    schedule();
  }

  function use<T>(work: () => T): T {
    try {
      return work();
    } finally {
      if (!timer) schedule();
      tell();
    }
  }

  return {
    write: (work) => use(() => lease.write(work)),
    async confirm(signal) {
      while (!lease.isFresh) await writing.inTurn(() => use(() => lease.renew()), signal);
    },
    get wait() {
      return lease.wait;
    },
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      listeners.clear();
    },
  };
}

/** Of a database that nobody else can open. */
export const NO_LEASE: LeaseKeeper = {
  write: (work) => work(),
  confirm: async () => {},
  wait: undefined,
  follow: () => () => {},
  stop: () => {},
};
