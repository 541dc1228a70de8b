import { statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { checkFile } from "./damage/check-file.ts";
import type { Database } from "./database.ts";
import { openFailure } from "./database-failure.ts";
import type { createLockWait } from "./lock-wait.ts";
import type { Maintenance } from "./port/upkeep.ts";
import { IN_MEMORY } from "./prepare-file.ts";

/** Pages that are given back in one go: 3 to 10 ms. */
const AT_ONCE = 500;

/**
 * Looks after the database while it is used: statistics for its indices, free space given back bit by bit, the whole file
 * read for damage in a thread of its own.
 *
 * @param inTurn does a work when no other program keeps the database locked
 * @throws StateError `state-failed` when it cannot be looked after; what is damaged is in the answer
 */
export async function maintain(
  db: Database,
  inTurn: ReturnType<typeof createLockWait>["inTurn"],
): Promise<Maintenance> {
  const before = await inTurn(() => freeBytes(db));
  for (let free = before, last = Number.POSITIVE_INFINITY; free > 0 && free < last; ) {
    last = free;
    free = await inTurn(() => {
      db.exec(`PRAGMA incremental_vacuum(${AT_ONCE})`);
      return freeBytes(db);
    });
    await setImmediate();
  }
  const failed = await inTurn(() => {
    db.exec("ANALYZE");
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }).catch((error: unknown) => error);
  const problems = db.file === IN_MEMORY ? [] : await checkFile(db.file);
  // what is damaged is worth more than that it hindered this
  if (failed !== undefined && problems.length === 0) throw failed;
  const free = await inTurn(() => freeBytes(db));
  const [file, log] = [sizeOf(db.file), sizeOf(`${db.file}-wal`)];
  return { problems, file, log, free, givenBack: before - free };
}

const freeBytes = (db: Database): number =>
  Number(db.pragma("freelist_count")) * Number(db.pragma("page_size"));

/** @throws StateError `state-open` */
function sizeOf(file: string): number {
  try {
    return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  } catch (error) {
    throw openFailure(file, error);
  }
}
