// What runs in the thread of in-thread.ts. It begins with what its task needs: most need not know how databases are made.
import { parentPort, workerData } from "node:worker_threads";
import type { ThreadTask } from "./thread-task.ts";

const TASKS = {
  snapshot: async () => (await import("./snapshot.ts")).snapshot,
  exportRows: async () => (await import("./export-rows.ts")).exportRows,
  importRows: async () => (await import("./import-rows.ts")).importRows,
};

const task = workerData as ThreadTask;
const work = await TASKS[task.do]();
parentPort?.postMessage(await work(task.from, task.to));
