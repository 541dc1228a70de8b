import type { Database } from "./database.ts";
import { StateError } from "./state-error.ts";

/** Free pages of 4 kB from which on it is worth while to write the file anew: 4 MB. */
const WORTH = 1000;

/** Pages that are given back after each run, so that it takes no longer than one that is noticed. */
const AT_ONCE = 500;

/**
 * Gives the space back that a migration, or having forgotten much, left free in the file: the database is written anew
 * when more than half of it is free.
 *
 * What hinders that (a full disk, another program that reads) is no failure: free space is used again anyway.
 */
export function shrink(db: Database): void {
  const [free, all] = [Number(db.pragma("freelist_count")), Number(db.pragma("page_count"))];
  if (free < WORTH || free * 2 < all) return;
  unlessHindered(() => {
    // takes effect with the next VACUUM, and spares all later ones
    db.exec("PRAGMA auto_vacuum = INCREMENTAL; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
  });
}

/** Gives a little of the free space back. */
export function shrinkABit(db: Database): void {
  unlessHindered(() => db.exec(`PRAGMA incremental_vacuum(${AT_ONCE})`));
}

function unlessHindered(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
  }
}
