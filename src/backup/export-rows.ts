import { closeSync, fsyncSync, openSync, writeFileSync } from "node:fs";
import { VERSION } from "../http/user-agent.ts";
import { loadSqlite } from "../state/sqlite.ts";
import { EXPORT_FORMAT, EXPORT_KIND, exportLine, portableValue, rowTables } from "./export-lines.ts";

/**
 * Writes all rows of a database as lines of JSON: what they are of, then one row each, then how many there were. Others may
 * use it meanwhile; all is of one moment.
 *
 * @returns format of the database, and how many rows it has
 */
export function exportRows(from: string, to: string): { schema: number; rows: number } {
  const source = new (loadSqlite())(from, { readonly: true, fileMustExist: true, timeout: 60_000 });
  const file = openSync(to, "wx", 0o600);
  let rows = 0;
  // all of it: a single write may take only a part, as where the disk is about to be full
  const line = (value: object) => writeFileSync(file, exportLine(value));
  try {
    source.exec("BEGIN");
    const schema = Number(source.pragma("user_version", { simple: true }));
    const createdAt = new Date().toISOString();
    line({ kind: EXPORT_KIND, format: EXPORT_FORMAT, createdAt, version: VERSION, schema });
    for (const table of rowTables(source))
      for (const row of source.prepare(`SELECT * FROM "${table}"`).iterate({})) {
        const entries = Object.entries(row as object).map(([name, value]) => [name, portableValue(value)]);
        line({ table, row: Object.fromEntries(entries) });
        rows++;
      }
    line({ end: true, rows });
    fsyncSync(file);
    return { schema, rows };
  } finally {
    closeSync(file);
    source.close();
  }
}
