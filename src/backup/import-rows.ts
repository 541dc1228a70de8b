import { CATALOGUE_FORMAT, refillCatalogue } from "../state/catalogue/make-catalogue.ts";
import { openDatabase } from "../state/database.ts";
import { migrate } from "../state/migrate.ts";
import { MIGRATIONS } from "../state/migrations.ts";
import { prepareFile } from "../state/prepare-file.ts";
import { loadSqlite, type SqliteDatabase, type SqliteStatement } from "../state/sqlite.ts";
import { BackupError } from "./backup-error.ts";
import { EXPORT_FORMAT, EXPORT_KIND, exportedLines, rowTables, storedValue } from "./export-lines.ts";
import { mustBeKnown } from "./manifest.ts";
import * as messages from "./messages.ts";
import type { ThreadAnswer } from "./thread-task.ts";

/**
 * Makes a database of an export, in the format of that time.
 *
 * @param from path of the export
 * @param to path of the database, which must not exist
 */
export async function importRows(from: string, to: string): Promise<ThreadAnswer> {
  try {
    return await readRows(from, to);
  } catch (error) {
    // what a thread throws arrives without its code
    if (!(error instanceof BackupError)) throw error;
    return { schema: 0, refused: { code: error.code as "backup-format", message: error.message } };
  }
}

async function readRows(from: string, to: string): Promise<ThreadAnswer> {
  let sqlite: SqliteDatabase | undefined;
  let insert: ReturnType<typeof inserter> | undefined;
  let schema = 0;
  let number = 0;
  let rows = 0;
  let end: unknown;
  try {
    for await (const text of exportedLines(from)) {
      number++;
      if (text.trim() === "") continue;
      const line = parse(text, from, number);
      if (!sqlite || !insert) {
        if (line.kind !== EXPORT_KIND)
          throw new BackupError("backup-format", messages.invalidFormat(from, messages.formats.neither()));
        mustBeKnown(line, EXPORT_FORMAT, from);
        schema = Number(line.schema);
        sqlite = await emptyDatabase(to, schema);
        insert = inserter(sqlite, from);
      } else if (line.end === true) end = line.rows;
      else {
        insert(line, number);
        rows++;
      }
    }
    if (!sqlite)
      throw new BackupError("backup-format", messages.invalidFormat(from, messages.formats.neither()));
    if (end === undefined)
      throw new BackupError("backup-damaged", messages.damaged(from, messages.damages.cutOff()));
    if (end !== rows || (sqlite.pragma("foreign_key_check") as unknown[]).length > 0)
      throw new BackupError("backup-damaged", messages.damaged(from, messages.damages.counts()));
    if (schema >= CATALOGUE_FORMAT) refillCatalogue(sqlite);
    sqlite.exec("COMMIT");
    sqlite.pragma("journal_mode = DELETE");
    return { schema, rows };
  } finally {
    sqlite?.close();
  }
}

/** Of the format of then, without the rows that its migrations made, in a transaction. */
async function emptyDatabase(file: string, schema: number): Promise<SqliteDatabase> {
  const db = openDatabase(prepareFile(file));
  await migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= schema),
    new Date(),
  );
  db.close();
  const sqlite = new (loadSqlite())(file, { fileMustExist: true });
  sqlite.pragma("foreign_keys = OFF");
  sqlite.exec("BEGIN");
  for (const table of rowTables(sqlite)) sqlite.exec(`DELETE FROM "${table}"`);
  return sqlite;
}

function inserter(sqlite: SqliteDatabase, from: string) {
  const columns = new Map(
    rowTables(sqlite).map((table) => {
      const found = sqlite.pragma(`table_info("${table}")`) as { name: string }[];
      return [table, new Set(found.map(({ name }) => name))];
    }),
  );
  const statements = new Map<string, SqliteStatement>();
  return ({ table, row }: Record<string, unknown>, number: number): void => {
    const known = columns.get(String(table));
    const unreadable = () =>
      new BackupError("backup-format", messages.invalidFormat(from, messages.formats.unreadableLine(number)));
    if (typeof row !== "object" || row === null) throw unreadable();
    const names = Object.keys(row);
    if (names.length === 0) throw unreadable();
    const strange = known ? names.find((name) => !known.has(name)) : String(table).slice(0, 60);
    if (strange !== undefined)
      throw new BackupError(
        "backup-format",
        messages.invalidFormat(from, messages.formats.otherTable(strange)),
      );
    const values: Record<string, string | number | null> = {};
    for (const [name, given] of Object.entries(row)) {
      const value = storedValue(given);
      if (value === undefined) throw unreadable();
      values[name] = value;
    }
    const sql = `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join()}) VALUES (${names.map((name) => `@${name}`).join()})`;
    const statement = statements.get(sql) ?? sqlite.prepare(sql);
    statements.set(sql, statement);
    try {
      statement.run(values);
    } catch (error) {
      if (
        error instanceof Error &&
        "code" in error &&
        /^SQLITE_(CONSTRAINT|MISMATCH)/.test(String(error.code))
      )
        throw unreadable();
      throw error;
    }
  };
}

function parse(text: string, from: string, number: number): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null) return read as Record<string, unknown>;
  } catch {
    // said below
  }
  const last = messages.formats.unreadableLine(number);
  throw new BackupError(
    "backup-format",
    messages.invalidFormat(from, number === 1 ? messages.formats.neither() : last),
  );
}
