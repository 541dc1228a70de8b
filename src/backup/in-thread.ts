import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ThreadAnswer, ThreadTask } from "./thread-task.ts";

const OWN = import.meta.url;
const SCRIPT = new URL(`./backup-thread${OWN.slice(OWN.lastIndexOf("."))}`, OWN);

/**
 * Does what holds up the event loop in a thread of its own: it reads or writes a whole database.
 *
 * @throws whatever the task throws
 */
export async function inThread(task: ThreadTask): Promise<ThreadAnswer> {
  const thread = new Worker(SCRIPT, { workerData: task, execArgv: [] });
  const ended = once(thread, "exit").then(([code]) => {
    throw new Error(`the thread ended with code ${code}`);
  });
  try {
    const [answer] = (await Promise.race([once(thread, "message"), ended])) as [ThreadAnswer];
    return answer;
  } finally {
    await thread.terminate();
  }
}
