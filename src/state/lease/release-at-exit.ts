import { loadSqlite } from "../sqlite.ts";

/** Files whose lease this process holds, with its id as holder. */
const held = new Map<string, string>();

/**
 * Gives the lease of a file back when the process ends by itself, so that the next one need not wait. A new deployment
 * closes the file and opens it again, and keeps the lease.
 */
export function releaseAtExit(file: string, holder: string): void {
  if (held.size === 0) process.once("exit", releaseAll);
  held.set(file, holder);
}

function releaseAll(): void {
  for (const [file, holder] of held) {
    try {
      const db = new (loadSqlite())(file, { timeout: 500, fileMustExist: true });
      db.prepare("DELETE FROM lease WHERE holder = @holder").run({ holder });
      db.close();
    } catch {
      // the file is gone or locked: the lease ends by itself
    }
  }
}
