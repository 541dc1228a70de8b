// What runs in the thread of maintain.ts: reads the whole database, and sends what SQLite finds wrong with it.
import { parentPort, workerData } from "node:worker_threads";
import { loadSqlite } from "../sqlite.ts";

function problems(file: string): string[] {
  const sqlite = new (loadSqlite())(file, { readonly: true });
  try {
    const rows = sqlite.pragma("integrity_check(20)") as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((found) => found !== "ok");
  } catch (error) {
    // so damaged that the check itself ends there
    if (error instanceof Error && "code" in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code)))
      return [error.message];
    throw error;
  } finally {
    sqlite.close();
  }
}

parentPort?.postMessage(problems(workerData as string));
