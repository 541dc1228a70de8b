import { loadSqlite, type SqliteDatabase } from "../../src/state/sqlite.ts";

/**
 * Writes down every statement that SQLite prepares or does, of all databases of this process; call it within `describe`.
 *
 * @returns `prepared`: texts since the test began; `executed`: how many were done since then
 */
export function watchStatements(): { prepared: Set<string>; executed: () => number; restart: () => void } {
  const prepared = new Set<string>();
  let executed = 0;
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
            executed += 1;
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
    restart() {
      executed = 0;
    },
  };
}
