import { closeSync, openSync, readSync } from "node:fs";
import { APPLICATION_ID } from "../state/migrate.ts";
import { loadSqlite, type SqliteDatabase } from "../state/sqlite.ts";
import { type FoundDatabase, MOST_LISTS, MOST_TITLES } from "./found.ts";
import { InstallationError } from "./installation-error.ts";
import { type Columns, checkSchema } from "./known-schema.ts";
import * as messages from "./messages.ts";
import { readTitles } from "./read-titles.ts";

/** Characters of the longest text that means something. */
const LONGEST = 4000;

/** Milliseconds that a statement waits while ListSync writes. */
const BUSY_MS = 5000;

/**
 * Reads ListSync's database without changing anything. It holds up the thread, and reads every row of its titles.
 *
 * @param file see readable-database.ts
 * @param isCopy what a log beside it says is worked into it: nobody else has this file
 * @param mostTitles the newest of them are read
 * @throws InstallationError `listsync-format`, `listsync-damaged`, `listsync-newer`; SQLite's own errors
 */
export function readDatabase(file: string, isCopy: boolean, mostTitles: number = MOST_TITLES): FoundDatabase {
  checkHeader(file);
  const sqlite = new (loadSqlite())(file, { readonly: !isCopy, fileMustExist: true, timeout: BUSY_MS });
  try {
    // what stands in a foreign file must run nothing
    sqlite.pragma("trusted_schema = OFF");
    sqlite.pragma("query_only = ON");
    const columns = columnsOf(sqlite);
    const { version, unknown } = checkSchema(
      file,
      columns,
      Number(sqlite.pragma("user_version", { simple: true })),
    );
    // not the pictures, which may be gigabytes
    for (const table of ["lists", "synced_items", "sync_interval", "app_settings", "overseerr_users"])
      if (columns.has(table)) checkTable(file, sqlite, table);
    return sqlite
      .transaction(() => ({
        version,
        unknown,
        ...readTitles(sqlite, columns.get("synced_items") ?? new Set(), mostTitles),
        ...readSmallTables(sqlite, columns),
      }))
      .deferred();
  } catch (error) {
    throw asDamage(file, error);
  } finally {
    sqlite.close();
  }
}

/** Before SQLite looks at it: whether it is one at all, and not our own. */
function checkHeader(file: string): void {
  const opened = openSync(file, "r");
  const header = Buffer.alloc(100);
  try {
    readSync(opened, header, 0, header.length, 0);
  } finally {
    closeSync(opened);
  }
  if (header.toString("latin1", 0, 16) !== "SQLite format 3\0")
    throw new InstallationError("listsync-format", messages.foreign(file, messages.foreigns.noDatabase()));
  if (header.readUInt32BE(68) === APPLICATION_ID)
    throw new InstallationError("listsync-format", messages.foreign(file, messages.foreigns.own()));
}

/** Of real tables only: a view or a virtual one may be anything. */
function columnsOf(sqlite: SqliteDatabase): Columns {
  const tables = sqlite
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' LIMIT 1000")
    .all({}) as { name: string }[];
  const columns = sqlite.prepare("SELECT name FROM pragma_table_info(@table)");
  return new Map(
    tables
      .filter(({ name }) => !name.startsWith("sqlite_"))
      .map(({ name }) => [
        name,
        new Set((columns.all({ table: name }) as { name: string }[]).map((column) => column.name)),
      ]),
  );
}

function checkTable(file: string, sqlite: SqliteDatabase, table: string): void {
  const problem = String(sqlite.pragma(`quick_check("${table}")`, { simple: true }));
  if (problem !== "ok") throw new InstallationError("listsync-damaged", messages.damaged(file, problem));
}

function readSmallTables(
  sqlite: SqliteDatabase,
  columns: Columns,
): Pick<FoundDatabase, "lists" | "lostLists" | "settings" | "users" | "interval"> {
  /** Rows with the named columns as texts; what a version has not is absent. */
  function rows(
    table: string,
    names: readonly string[],
    order = "rowid",
  ): Record<string, string | undefined>[] {
    const there = columns.get(table);
    if (!there) return [];
    const picked = names
      .filter((name) => there.has(name))
      .map((name) => `CAST(substr("${name}", 1, ${LONGEST + 1}) AS TEXT) AS "${name}"`);
    if (picked.length === 0) return [];
    const found = sqlite
      .prepare(`SELECT ${picked.join()} FROM "${table}" ORDER BY ${order} LIMIT ${MOST_LISTS}`)
      .all({}) as Record<string, string | null>[];
    return found.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          value === null || value.length > LONGEST ? undefined : value.trim(),
        ]),
      ),
    );
  }
  const interval = Number(rows("sync_interval", ["interval_hours"], "rowid DESC")[0]?.interval_hours);
  const lists = rows("lists", ["list_type", "list_id", "list_url", "user_id"]).flatMap(
    ({ list_type: type, list_id: id, list_url: url, user_id: user }) =>
      type && id ? [{ type, id, ...(url && { url }), ...(user && { user }) }] : [],
  );
  const all = sqlite.prepare("SELECT count(*) AS count FROM lists").get({}) as { count: number };
  return {
    lists,
    lostLists: all.count - lists.length,
    settings: rows("app_settings", ["key", "value", "is_encrypted"]).flatMap(
      ({ key, value, is_encrypted: encrypted }) =>
        key && value ? [{ key, value, encrypted: encrypted === "1" }] : [],
    ),
    users: rows("overseerr_users", ["id", "display_name"]).flatMap(({ id, display_name: name }) =>
      id ? [{ id, name: name || id }] : [],
    ),
    ...(interval > 0 && { interval }),
  };
}

function asDamage(file: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return error;
  const why = (error as Error).message.replace(/\.$/, "");
  return new InstallationError("listsync-damaged", messages.damaged(file, why), { cause: error });
}
