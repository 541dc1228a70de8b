// What runs in the thread of read-in-thread.ts: reads one database, and sends its titles in portions.
import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { reasonOf } from "../state/database-failure.ts";
import { InstallationError } from "./installation-error.ts";
import { readDatabase } from "./read-database.ts";
import type { Sent, Task } from "./read-in-thread.ts";

/** Titles in one message; taking it over holds the other side for a few milliseconds. */
const PORTION = 1000;

const { file, isCopy } = workerData as Task;
const send = (sent: Sent) => parentPort?.postMessage(sent);

try {
  const { titles, ...done } = readDatabase(file, isCopy);
  for (let start = 0; start < titles.length; start += PORTION) {
    send({ titles: titles.slice(start, start + PORTION) });
    if (parentPort) await once(parentPort, "message");
  }
  send({ done });
} catch (error) {
  if (error instanceof InstallationError) send({ refused: { code: error.code, message: error.message } });
  else send({ failed: reasonOf(error) });
}
