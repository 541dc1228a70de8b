import { openFailure, queryFailure } from "./database-failure.ts";
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
  /** Within the work a statement waits for another program only as long as nobody notices; see `whenFree`. */
  briefly<T>(work: () => T): T;
  /** All or nothing; within another one it is a part of that. */
  transaction<T>(work: () => T): T;
  /** Copies everything to a file while work goes on. */
  copyTo(path: string): Promise<void>;
  close(): void;
}

/** Milliseconds that a statement waits for another program; Node-RED stands still meanwhile. */
const BUSY_TIMEOUT = 5000;

/** The same for work that is tried again. */
const BRIEF_TIMEOUT = 50;

/**
 * Opens a SQLite file with write-ahead log and foreign keys, and makes sure that it can be read. The file must exist.
 *
 * @throws StateError `state-open`
 */
export function openDatabase(file: string): Database {
  let sqlite: SqliteDatabase | undefined;
  try {
    sqlite = new (loadSqlite())(file, { timeout: BUSY_TIMEOUT });
    sqlite.pragma("journal_mode = WAL");
    // with a write-ahead log NORMAL loses nothing when the process dies, only the last moments when the power does
    sqlite.pragma("synchronous = NORMAL");
    sqlite.pragma("foreign_keys = ON");
    const damage = sqlite.pragma("quick_check(1)", { simple: true });
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
    if (!sqlite.open) throw new StateError("state-closed", `The sync database ${file} has been closed.`);
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

  return {
    file,
    run: (sql, parameters = {}) => attempt(() => statement(sql).run(bind(parameters)).changes),
    get: <Row>(sql: string, parameters: Parameters = {}) =>
      attempt(() => statement(sql).get(bind(parameters)) as Row | undefined),
    all: <Row>(sql: string, parameters: Parameters = {}) =>
      attempt(() => statement(sql).all(bind(parameters)) as Row[]),
    exec: (sql) => attempt(() => void sqlite.exec(sql)),
    pragma: (name) => attempt(() => sqlite.pragma(name, { simple: true })),
    briefly(work) {
      if (!sqlite.open) return work();
      sqlite.pragma(`busy_timeout = ${BRIEF_TIMEOUT}`);
      try {
        return work();
      } finally {
        if (sqlite.open) sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT}`);
      }
    },
    transaction: (work) =>
      // immediate: a reader that becomes a writer halfway would be refused without waiting
      attempt(() => (sqlite.inTransaction ? work() : sqlite.transaction(work).immediate())),
    copyTo: (path) => attempt(() => sqlite.backup(path)).then(() => undefined),
    close: () => void sqlite.close(),
  };
}

function bind(parameters: Parameters): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === "boolean" ? Number(value) : (value ?? null),
    ]),
  );
}
