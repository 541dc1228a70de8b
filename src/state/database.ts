import { isSuspect } from "./damage/is-suspect.ts";
import { openFailure, queryFailure } from "./database-failure.ts";
import * as messages from "./messages.ts";
import { loadSqlite, type SqliteDatabase, type SqliteStatement } from "./sqlite.ts";
import { StateError } from "./state-error.ts";

/** What a statement can be given; `undefined` becomes NULL, booleans become 0 and 1. */
export type Parameters = Record<string, string | number | boolean | null | undefined>;

/** An open SQLite file. Every method throws StateError: `state-closed` after close, `state-locked`
 * while another program keeps it locked, otherwise `state-failed`. */
export interface Database {
  /** Absolute path, or `:memory:`. */
  readonly file: string;
  run(sql: string, parameters?: Parameters): number;
  get<Row>(sql: string, parameters?: Parameters): Row | undefined;
  all<Row>(sql: string, parameters?: Parameters): Row[];
  /** Several statements without parameters. */
  exec(sql: string): void;
  pragma(name: string): unknown;
  /** What is read within it belongs together; others may write meanwhile. */
  snapshot<T>(work: () => T): T;
  /** All or nothing; within another one it is a part of that. */
  transaction<T>(work: () => T): T;
  /** Copies everything to a file while work goes on. */
  copyTo(path: string): Promise<void>;
  close(): void;
}

/** Milliseconds that a statement waits for another program; Node-RED stands still meanwhile. Longer waits: lock-wait.ts. */
const BUSY_TIMEOUT = 25;

/** Pages of 4 kB from which on a database is worth statistics: 4 MB. */
const LARGE = 1000;

/** How SQLite works for us; what is not here is left at its default. */
const PRAGMAS = [
  "journal_mode = WAL",
  // with a write-ahead log NORMAL loses nothing when the process dies, only the last moments when the power does
  "synchronous = NORMAL",
  "foreign_keys = ON",
  // kB, not pages: 4 MB whatever the page size. The 10,000 pages of ListSync for the desktop would be 40 MB, more than a
  // sync of 1,000 titles may take in all; what is not here the system has in its own cache, given back when needed.
  "cache_size = -4000",
  // bytes; after a large run the log would keep its size for good
  "journal_size_limit = 8000000",
  // rows of an index that ANALYZE and optimize look at: 1 ms instead of 30 ms at 25 MB
  "analysis_limit = 400",
];

/**
 * Opens a SQLite file with write-ahead log and foreign keys, and reads it through where it was left in a hurry. The file
 * must exist.
 *
 * @throws StateError `state-open`, `state-locked`
 */
export function openDatabase(file: string): Database {
  let sqlite: SqliteDatabase | undefined;
  try {
    const mustBeRead = isSuspect(file);
    sqlite = new (loadSqlite())(file, { timeout: BUSY_TIMEOUT });
    for (const pragma of PRAGMAS) sqlite.pragma(pragma);
    const damage = mustBeRead ? sqlite.pragma("quick_check(1)", { simple: true }) : "ok";
    if (damage !== "ok") throw Object.assign(new Error(String(damage)), { code: "SQLITE_CORRUPT" });
    return wrap(sqlite, file);
  } catch (error) {
    sqlite?.close();
    throw openFailure(file, error);
  }
}

function wrap(sqlite: SqliteDatabase, file: string): Database {
  const statements = new Map<string, SqliteStatement>();

  function attempt<T>(work: () => T): T {
    if (!sqlite.open) throw new StateError("state-closed", messages.closed(file));
    try {
      return work();
    } catch (error) {
      throw queryFailure(file, error);
    }
  }
  function statement(sql: string): SqliteStatement {
    const known = statements.get(sql);
    if (known) return known;
    const made = sqlite.prepare(sql);
    statements.set(sql, made);
    return made;
  }

  function within<T>(begin: string, work: () => T): T {
    if (sqlite.inTransaction) return work();
    statement(begin).run({});
    try {
      const result = work();
      statement("COMMIT").run({});
      return result;
    } finally {
      // SQLite itself has rolled back already when the disk is full
      if (sqlite.inTransaction) statement("ROLLBACK").run({});
    }
  }

  return {
    file,
    run: (sql, parameters = {}) => attempt(() => statement(sql).run(bind(parameters)).changes),
    get: <Row>(sql: string, parameters: Parameters = {}) =>
      attempt(() => statement(sql).get(bind(parameters)) as Row | undefined),
    all: <Row>(sql: string, parameters: Parameters = {}) =>
      attempt(() => statement(sql).all(bind(parameters)) as Row[]),
    exec: (sql) => attempt(() => void sqlite.exec(sql)),
    pragma: (name) => attempt(() => sqlite.pragma(name, { simple: true })),
    snapshot: (work) => attempt(() => within("BEGIN", work)),
    // a reader that becomes a writer halfway would be refused without waiting
    transaction: (work) => attempt(() => within("BEGIN IMMEDIATE", work)),
    copyTo: (path) => attempt(() => sqlite.backup(path)).then(() => undefined),
    close() {
      try {
        // of a small database it would learn that tables may as well be read through, and do so when they are large
        if (sqlite.open && Number(sqlite.pragma("page_count", { simple: true })) > LARGE)
          sqlite.pragma("optimize");
      } catch {
        // somebody else is writing: what would be learned of the indices is not worth waiting for
      }
      sqlite.close();
    },
  };
}

function bind(parameters: Parameters): Parameters {
  // most have nothing to be changed, and are bound thousands of times
  if (!Object.values(parameters).some((value) => value === undefined || typeof value === "boolean"))
    return parameters;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === "boolean" ? Number(value) : (value ?? null),
    ]),
  );
}
