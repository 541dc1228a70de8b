import { backup } from "./backup.ts";
import { contentTable } from "./content-table.ts";
import { openDatabase } from "./database.ts";
import { deviceTable } from "./device-table.ts";
import { fetchCache } from "./fetch-cache.ts";
import { intentTable } from "./intent-table.ts";
import { itemQuery } from "./item-query.ts";
import { listTable } from "./list-table.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS, type Migration } from "./migrations.ts";
import { outcomeTable } from "./outcome-table.ts";
import { prepareFile } from "./prepare-file.ts";
import { profileTable } from "./profile-table.ts";
import { prune } from "./prune.ts";
import { runTable } from "./run-table.ts";
import { checkRuntime, type RuntimeVersions } from "./runtime-check.ts";
import type { Store } from "./store.ts";
import { titleTable } from "./title-table.ts";
import { whenFree } from "./when-free.ts";

export interface StoreOptions {
  /** Path of the SQLite file, made with its folder if it is not there; `:memory:` for one that is not kept. */
  file: string;
  /** @default the clock */
  now?: () => Date;
  /** @default all there are */
  migrations?: readonly Migration[];
  /** Milliseconds that writes wait for another program that keeps the file locked. @default 120000 */
  lockedMs?: number;
  /** @default process.versions */
  versions?: RuntimeVersions;
}

/**
 * Opens the memory. It works on the same file as other processes do; each waits for the other.
 *
 * @throws StateError `state-runtime`, `state-open`, `state-newer`, `state-migration`
 */
export function openStore(options: StoreOptions): Store {
  const { now = () => new Date(), migrations = MIGRATIONS } = options;
  checkRuntime(options.versions);
  const db = openDatabase(prepareFile(options.file));
  try {
    migrate(db, migrations, now());
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    whenFree: whenFree(db, options.lockedMs),
    ...intentTable(db),
    ...titleTable(db, now),
    ...runTable(db),
    ...listTable(db),
    ...contentTable(db),
    fetchCache: fetchCache(db, now),
    ...outcomeTable(db),
    ...itemQuery(db),
    ...profileTable(db),
    ...deviceTable(db),
    prune: (olderThanDays) => prune(db, olderThanDays, now()),
    backup: (path) => backup(db, path, now()),
    close: () => db.close(),
  };
}
