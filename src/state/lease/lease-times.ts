/** How long a process may be silent. Milliseconds. */
export interface LeaseTimes {
  /** Between two signs of life. */
  beatMs: number;
  /** Of silence after which another process takes over. */
  leaseMs: number;
}

const LEASE_TIMES: LeaseTimes = { beatMs: 5000, leaseMs: 20_000 };

/**
 * The times of a lease. `LISTSYNC_LEASE_MS` of the environment shortens them for tests; all who share a database must
 * have the same.
 */
export function leaseTimes(environment: NodeJS.ProcessEnv = process.env): LeaseTimes {
  const leaseMs = Number(environment.LISTSYNC_LEASE_MS ?? "");
  return leaseMs > 0 ? { leaseMs, beatMs: leaseMs / 4 } : LEASE_TIMES;
}
