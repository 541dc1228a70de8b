import { openFailure } from "../database-failure.ts";
import { loadSqlite } from "../sqlite.ts";
import { PROCESS } from "./lease.ts";
import type { LeaseRow } from "./lease-row.ts";
import { leaseTimes } from "./lease-times.ts";

/**
 * Who else uses a database that cannot be opened here. What not even SQLite can read is nobody's.
 *
 * @param now - milliseconds of the time of day
 * @returns place of the other process, if it gave a sign of life within the length of a lease
 * @throws StateError `state-locked` when somebody keeps it locked
 */
export function otherHolder(file: string, now = Date.now()): string | undefined {
  try {
    const db = new (loadSqlite())(file, { readonly: true, fileMustExist: true, timeout: 500 });
    try {
      const row = db.prepare("SELECT holder, place, at FROM lease").get({}) as LeaseRow | undefined;
      if (!row || row.holder === PROCESS) return undefined;
      return Date.parse(row.at) + leaseTimes().leaseMs > now ? row.place : undefined;
    } finally {
      db.close();
    }
  } catch (error) {
    const failure = openFailure(file, error);
    if (failure.code === "state-locked") throw failure;
    return undefined;
  }
}
