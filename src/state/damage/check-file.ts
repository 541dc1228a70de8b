import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { reasonOf } from "../database-failure.ts";
import * as messages from "../messages.ts";
import { StateError } from "../state-error.ts";

const OWN = import.meta.url;
const SCRIPT = new URL(`./check-thread${OWN.slice(OWN.lastIndexOf("."))}`, OWN);

/**
 * Reads a whole database for damage in a thread of its own: that takes 5 ms for each megabyte, which would hold up Node-RED.
 *
 * @param script what runs in the thread
 * @returns what is damaged, in SQLite's words
 * @throws StateError `state-failed`
 */
export async function checkFile(file: string, script: URL = SCRIPT): Promise<string[]> {
  const thread = new Worker(script, { workerData: file, execArgv: [] });
  const ended = once(thread, "exit").then(([code]) => {
    throw new Error(messages.checkEnded(code));
  });
  try {
    const [problems] = (await Promise.race([once(thread, "message"), ended])) as [string[]];
    return problems;
  } catch (error) {
    throw new StateError("state-failed", messages.notChecked(file, reasonOf(error)), { cause: error });
  } finally {
    await thread.terminate();
  }
}
