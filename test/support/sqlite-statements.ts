import { loadSqlite, type SqliteDatabase } from "../../src/state/sqlite.ts";

/**
 * Writes down every statement that SQLite prepares or does, of all databases of this process; call it within `describe`.
 *
 * @returns `prepared`: texts since the test began; how many were done since then, and how many of them began a transaction
 */
export function watchStatements(): {
  prepared: Set<string>;
  executed: () => number;
  transactions: () => number;
  restart: () => void;
} {
  const prepared = new Set<string>();
  let executed = 0;
  let transactions = 0;
  const prototype = loadSqlite().prototype as SqliteDatabase;
  const { prepare } = prototype;
  before(() => {
    prototype.prepare = function (this: SqliteDatabase, sql: string) {
      prepared.add(sql);
      const statement = prepare.call(this, sql);
      for (const name of ["run", "get", "all"] as const) {
        const method = statement[name] as (...given: unknown[]) => unknown;
        Object.defineProperty(statement, name, {
          value: (...given: unknown[]) => {
            if (/^BEGIN/.test(sql)) transactions += 1;
            else if (!/^(COMMIT|ROLLBACK)/.test(sql)) executed += 1;
            return method.apply(statement, given);
          },
        });
      }
      return statement;
    };
  });
  after(() => {
    prototype.prepare = prepare;
  });
  return {
    prepared,
    executed: () => executed,
    transactions: () => transactions,
    restart() {
      executed = 0;
      transactions = 0;
    },
  };
}
