import { createRequire } from "node:module";

/** The part of better-sqlite3 that is used here, so that its types (and the module itself) load only when needed. */
export interface SqliteDatabase {
  readonly open: boolean;
  readonly inTransaction: boolean;
  prepare(sql: string): SqliteStatement;
  exec(sql: string): unknown;
  pragma(source: string, options?: { simple: boolean }): unknown;
  transaction<T>(work: () => T): { immediate(): T; deferred(): T };
  backup(path: string): Promise<unknown>;
  close(): unknown;
}

export interface SqliteStatement {
  run(parameters: Record<string, unknown>): { changes: number };
  get(parameters: Record<string, unknown>): unknown;
  all(parameters: Record<string, unknown>): unknown[];
  iterate(parameters: Record<string, unknown>): IterableIterator<unknown>;
}

export type SqliteConstructor = new (
  file: string,
  options?: { timeout?: number; readonly?: boolean; fileMustExist?: boolean },
) => SqliteDatabase;

/** Loads better-sqlite3; `checkRuntime` must have been called before. */
export function loadSqlite(): SqliteConstructor {
  return createRequire(import.meta.url)("better-sqlite3");
}
