import { InstallationError } from "./installation-error.ts";
import * as messages from "./messages.ts";

/** Columns by table. */
export type Columns = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * What every version has: there is no number of a version anywhere, so these tables are how its database is known
 * (read in the tags 0.5.0 to 0.6.6, 2025-12).
 */
const ALWAYS = {
  lists: ["list_type", "list_id"],
  synced_items: ["title", "media_type", "overseerr_id", "status", "last_synced"],
} as const;

/** All columns of lists: one that is not here may say that a list is not to be read. */
const OF_LISTS: ReadonlySet<string> = new Set([
  "id",
  "list_type",
  "list_id",
  "list_url",
  "item_count",
  "last_synced",
  "poster_url",
  "poster_cached_at",
  "user_id",
]);

/** Tables of all versions. */
const TABLES: ReadonlySet<string> = new Set([
  "lists",
  "synced_items",
  "item_lists",
  "sync_history",
  "sync_items",
  "sync_interval",
  "overseerr_users",
  "cached_images",
  "app_settings",
  "setup_status",
]);

/** Newest first: what a version brought. */
const BROUGHT: readonly [table: string, column: string, version: string][] = [
  ["lists", "user_id", "0.6.6"],
  ["lists", "poster_url", "0.6.5"],
  ["app_settings", "key", "0.6.4"],
  ["synced_items", "simkl_id", "0.6.2"],
  ["synced_items", "tmdb_id", "0.6.3"],
  ["lists", "list_url", "0.6.1"],
];

/** The oldest with a database. */
const OLDEST = "0.5";

/**
 * Makes sure that a database is ListSync's, and of a version whose lists are understood.
 *
 * @param columns of the file's tables; views and virtual tables are none
 * @param userVersion SQLite's `user_version`, which no version sets
 * @returns the version that has such tables, and the names of what none has
 * @throws InstallationError `listsync-format`, `listsync-newer`
 */
export function checkSchema(
  file: string,
  columns: Columns,
  userVersion: number,
): { version: string; unknown: string[] } {
  for (const table of Object.keys(ALWAYS))
    if (!columns.has(table))
      throw new InstallationError(
        "listsync-format",
        messages.foreign(file, messages.foreigns.noTable(table)),
      );
  if (userVersion !== 0)
    throw new InstallationError(
      "listsync-newer",
      messages.newer(file, messages.novelties.numbered(userVersion)),
    );
  for (const [table, needed] of Object.entries(ALWAYS))
    for (const column of needed)
      if (!columns.get(table)?.has(column))
        throw new InstallationError(
          "listsync-newer",
          messages.newer(file, messages.novelties.without(table, column)),
        );
  for (const column of columns.get("lists") ?? [])
    if (!OF_LISTS.has(column))
      throw new InstallationError("listsync-newer", messages.newer(file, messages.novelties.column(column)));
  const [, , version = OLDEST] = BROUGHT.find(([table, column]) => columns.get(table)?.has(column)) ?? [];
  return { version, unknown: [...columns.keys()].filter((table) => !TABLES.has(table)).sort() };
}
