import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { openFailure } from "./database-failure.ts";

/** SQLite's name for a database that is gone when it is closed. */
export const IN_MEMORY = ":memory:";

/**
 * Makes the file and its folder if they are not there, readable for their owner only (SQLite gives the files beside it
 * the same rights). What exists keeps its rights.
 *
 * @returns absolute path of the file
 * @throws StateError `state-open`
 */
export function prepareFile(file: string): string {
  if (file === IN_MEMORY) return file;
  const path = resolve(file);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, "a", 0o600));
    return path;
  } catch (error) {
    throw openFailure(path, error);
  }
}
