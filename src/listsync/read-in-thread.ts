import { Worker } from "node:worker_threads";
import { reasonOf } from "../state/database-failure.ts";
import type { FoundDatabase, FoundTitle } from "./found.ts";
import { InstallationError } from "./installation-error.ts";
import * as messages from "./messages.ts";

/** What the thread may use, and how long it may take: a million rows need a tenth of either. */
const HEAP_MB = 512;
const TIMEOUT_MS = 120_000;

/** What the thread of read-thread.ts is given, and what it sends. */
export interface Task {
  file: string;
  isCopy: boolean;
}
export type Sent =
  | { titles: FoundTitle[] }
  | { done: Omit<FoundDatabase, "titles"> }
  | { refused: { code: InstallationError["code"]; message: string } }
  | { failed: string };

/**
 * Reads ListSync's database in a thread of its own, whose memory is bounded and which is ended when it takes too long.
 *
 * @param options `isCopy` a log beside it may be worked into it
 * @throws InstallationError
 */
export async function readInThread(
  file: string,
  { isCopy = false, timeoutMs = TIMEOUT_MS }: { isCopy?: boolean; timeoutMs?: number } = {},
): Promise<FoundDatabase> {
  const own = import.meta.url;
  const worker = new Worker(new URL(`./read-thread${own.slice(own.lastIndexOf("."))}`, own), {
    workerData: { file, isCopy } satisfies Task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    execArgv: [],
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<FoundDatabase>((resolve, reject) => {
      const failed = (why: string) =>
        reject(new InstallationError("listsync-failed", messages.notRead(file, why)));
      timer = setTimeout(() => failed(messages.reasons.tooSlow(timeoutMs / 1000)), timeoutMs);
      const titles: FoundTitle[] = [];
      worker.on("message", (sent: Sent) => {
        if ("refused" in sent) reject(new InstallationError(sent.refused.code, sent.refused.message));
        else if ("failed" in sent) failed(sent.failed);
        else if ("done" in sent) resolve({ ...sent.done, titles });
        else {
          for (const title of sent.titles) titles.push(title);
          // the next ones when everybody else has had a turn
          setImmediate(() => worker.postMessage("next"));
        }
      });
      worker.on("error", (error) => failed(reasonOf(error)));
      worker.on("exit", () => failed(messages.reasons.cutOff()));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
