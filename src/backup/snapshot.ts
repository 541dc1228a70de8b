import { chmodSync } from "node:fs";
import { loadSqlite } from "../state/sqlite.ts";

/**
 * Writes a copy of a database that others may use meanwhile, as it is at this moment and without free space. Nobody holds
 * the copy: who used the original is not on record in it.
 *
 * @param to must not exist
 * @returns the format of the database
 */
export function snapshot(from: string, to: string): { schema: number } {
  const Sqlite = loadSqlite();
  const source = new Sqlite(from, { readonly: true, fileMustExist: true, timeout: 60_000 });
  try {
    source.prepare("VACUUM INTO @to").run({ to });
  } finally {
    source.close();
  }
  chmodSync(to, 0o600);
  const copy = new Sqlite(to, { fileMustExist: true });
  try {
    if (copy.prepare("SELECT 1 FROM sqlite_master WHERE name = 'lease'").get({}))
      copy.exec("DELETE FROM lease");
    return { schema: Number(copy.pragma("user_version", { simple: true })) };
  } finally {
    copy.close();
  }
}
