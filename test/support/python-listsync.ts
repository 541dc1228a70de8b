import { createCipheriv, createHmac } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadSqlite } from "../../src/state/sqlite.ts";

/** Versions of the Python ListSync whose databases differ, oldest first. */
export const VERSIONS = ["0.5", "0.5.9", "0.6.1", "0.6.2", "0.6.3", "0.6.4", "0.6.5", "0.6.6"] as const;
export type Version = (typeof VERSIONS)[number];

const since = (version: Version, first: Version): boolean =>
  VERSIONS.indexOf(version) >= VERSIONS.indexOf(first);

/** What is to stand in the database; columns that a version has not are left out. */
export interface PythonData {
  lists?: { list_type: string; list_id: string; list_url?: string; user_id?: string }[];
  titles?: Record<string, string | number | null | undefined>[];
  interval?: number;
  users?: { id: string; display_name: string }[];
  settings?: { key: string; value: string; is_encrypted?: number }[];
}

/** Writes a `list_sync.db` as that version makes it. */
export function writeDatabase(file: string, version: Version, data: PythonData = {}): void {
  const db = new (loadSqlite())(file);
  db.exec(schemaOf(version));
  const add = (table: string, rows: object[] = []) => {
    const there = new Set(
      (db.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name),
    );
    for (const row of there.size > 0 ? rows : []) {
      const fitting = Object.fromEntries(Object.entries(row).filter(([name]) => there.has(name)));
      const names = Object.keys(fitting);
      db.prepare(
        `INSERT INTO ${table} (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`,
      ).run(fitting);
    }
  };
  add("lists", data.lists);
  add("synced_items", data.titles);
  if (data.interval !== undefined) add("sync_interval", [{ interval_hours: data.interval }]);
  add("overseerr_users", data.users);
  add("app_settings", data.settings);
  db.close();
}

/** Tables of a version, in the order of their columns there. */
function schemaOf(version: Version): string {
  const from = (first: Version, sql: string) => (since(version, first) ? sql : "");
  return `
CREATE TABLE lists (id INTEGER PRIMARY KEY AUTOINCREMENT, list_type TEXT NOT NULL, list_id TEXT NOT NULL,
  ${from("0.6.1", "list_url TEXT, item_count INTEGER DEFAULT 0, last_synced TIMESTAMP,")}
  ${from("0.6.5", "poster_url TEXT, poster_cached_at TIMESTAMP,")} ${from("0.6.6", "user_id TEXT DEFAULT '1',")}
  UNIQUE(list_type, list_id));
CREATE TABLE synced_items (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, media_type TEXT NOT NULL,
  ${from("0.6.1", "year INTEGER,")} imdb_id TEXT, overseerr_id INTEGER, status TEXT,
  last_synced TIMESTAMP DEFAULT CURRENT_TIMESTAMP
  ${from("0.6.2", ", tmdb_id TEXT")} ${version === "0.6.2" ? ", simkl_id TEXT" : ""}
  ${from("0.6.5", ", poster_url TEXT, poster_cached_at TIMESTAMP")}
  ${from("0.6.6", ", source_list_type TEXT, source_list_id TEXT")});
CREATE TABLE sync_interval (id INTEGER PRIMARY KEY, interval_hours ${since(version, "0.5.9") ? "REAL" : "INTEGER"} NOT NULL);
${from(
  "0.6.4",
  `CREATE TABLE item_lists (id INTEGER PRIMARY KEY, item_id INTEGER REFERENCES synced_items(id) ON DELETE CASCADE,
  list_type TEXT, list_id TEXT, synced_at TIMESTAMP, UNIQUE(item_id, list_type, list_id));
CREATE TABLE sync_history (id INTEGER PRIMARY KEY, session_id TEXT UNIQUE, sync_type TEXT, status TEXT);
CREATE TABLE sync_items (id INTEGER PRIMARY KEY, sync_id INTEGER, title TEXT);
CREATE TABLE app_settings (key TEXT PRIMARY KEY, value TEXT, is_encrypted INTEGER DEFAULT 0, setting_type TEXT,
  updated_at TIMESTAMP, created_at TIMESTAMP);
CREATE TABLE setup_status (id INTEGER PRIMARY KEY, is_completed INTEGER, completed_at TIMESTAMP);`,
)}
${from("0.6.5", "CREATE TABLE cached_images (id INTEGER PRIMARY KEY, image_url TEXT UNIQUE, image_data BLOB);")}
${from("0.6.6", "CREATE TABLE overseerr_users (id TEXT PRIMARY KEY, display_name TEXT, email TEXT, avatar TEXT);")}`;
}

/** Makes an installation as Compose leaves it: `.env`, and the data below. @returns its folder */
export function writeInstallation(
  folder: string,
  { version, env, key, data }: { version?: Version; env?: string; key?: string; data?: PythonData },
): string {
  mkdirSync(join(folder, "data"), { recursive: true });
  if (version) writeDatabase(join(folder, "data", "list_sync.db"), version, data);
  if (env !== undefined) writeFileSync(join(folder, ".env"), env);
  if (key !== undefined) writeFileSync(join(folder, "data", ".encryption_key"), key);
  return folder;
}

/** A key as Python's `Fernet.generate_key` makes them. */
export const FERNET_KEY = `${Buffer.alloc(32, 7).toString("base64url")}=`;

/** A token as Python's `cryptography` makes them. */
export function fernetToken(text: string, key: string = FERNET_KEY): string {
  const secret = Buffer.from(key, "base64url");
  const vector = Buffer.alloc(16, 3);
  const cipher = createCipheriv("aes-128-cbc", secret.subarray(16), vector);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(1_760_000_000n);
  const body = Buffer.concat([
    Buffer.from([0x80]),
    time,
    vector,
    cipher.update(text, "utf8"),
    cipher.final(),
  ]);
  const signature = createHmac("sha256", secret.subarray(0, 16)).update(body).digest();
  const token = Buffer.concat([body, signature]).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
  return token;
}
