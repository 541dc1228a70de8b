import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { makeFolder } from "../files/make-folder.ts";
import { checkPlain } from "../files/plain-file-error.ts";
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
    makeFolder(dirname(path));
    // without blocking: a named pipe would stop the process
    const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK = 0 } = constants;
    const opened = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK, 0o600);
    try {
      checkPlain(path, fstatSync(opened));
    } finally {
      closeSync(opened);
    }
    return path;
  } catch (error) {
    throw openFailure(path, error);
  }
}
