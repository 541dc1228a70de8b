// What runs in the thread of read-in-thread.ts: reads one list, and sends its titles in portions.
import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { ListError } from "../list-error.ts";
import { readContents } from "./read-contents.ts";
import type { Sent, Task } from "./read-in-thread.ts";

/** Titles in one message; taking it over holds the other side for a few milliseconds. */
const PORTION = 500;

const { source, options } = workerData as Task;
const send = (sent: Sent) => parentPort?.postMessage(sent);

try {
  const { items, ...done } = await readContents(source, options);
  for (let start = 0; start < items.length; start += PORTION) {
    send({ items: items.slice(start, start + PORTION) });
    if (parentPort) await once(parentPort, "message");
  }
  send({ done });
} catch (error) {
  const { code, message } =
    error instanceof ListError
      ? error
      : {
          code: "markup-changed" as const,
          message: `${options.label} cannot be read (${String((error as Error)?.message)}). Export it again.`,
        };
  send({ error: { code, message } });
}
