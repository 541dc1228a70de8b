import { Worker } from "node:worker_threads";
import { cancellation } from "../../errors.ts";
import type { Item } from "../../items/item.ts";
import { ListError, type ListErrorCode } from "../list-error.ts";
import type { Contents } from "./collector.ts";
import { jsonWeightMb } from "./json-weight.ts";
import type { ReadOptions } from "./read-contents.ts";
import { isZip } from "./zip.ts";

/** Bytes up to which a list is read where it is, in slices. XML is parsed in one go, so less of it. */
const LARGE = 1024 * 1024;
const LARGE_XML = 64 * 1024;

/** What a thread may use, and how long it may take. A list of 100,000 titles needs a tenth of either. */
const HEAP_MB = 512;
const TIMEOUT_MS = 120_000;

/** What the thread of read-thread.ts is given, and what it sends. */
export interface Task {
  source: Uint8Array | string;
  options: ReadOptions;
}
export type Sent =
  | { items: Item[] }
  | { done: Omit<Contents, "items"> }
  | { error: { code: ListErrorCode; message: string } };

/** Whether reading a list would hold up everything else in the process. */
export function needsThread(source: Uint8Array | string): boolean {
  if (source.length > LARGE || (typeof source !== "string" && isZip(source))) return true;
  if (source.length <= LARGE_XML) return false;
  const start =
    typeof source === "string"
      ? source.slice(0, 200)
      : Buffer.from(source.subarray(0, 200)).toString("latin1");
  return /^[^\w]*</.test(start.replaceAll("\0", ""));
}

/**
 * Reads a list in a thread of its own, whose memory is bounded and which is ended when it takes too long.
 *
 * @param limits signal that ends it, and milliseconds and megabytes that it may use
 * @throws ListError as `readContents`, and `bad-input` for a list that is too large for the bounds; CancelledError
 */
export async function readInThread(
  source: Uint8Array | string,
  options: ReadOptions,
  limits: { signal?: AbortSignal; timeoutMs?: number; heapMb?: number },
): Promise<Contents> {
  const { signal, timeoutMs = TIMEOUT_MS, heapMb = HEAP_MB } = limits;
  if (jsonWeightMb(source) > heapMb) throw needsMore(options.label, heapMb);
  const bytes = typeof source === "string" ? source : new Uint8Array(source);
  const worker = new Worker(
    new URL(`./read-thread${import.meta.url.slice(import.meta.url.lastIndexOf("."))}`, import.meta.url),
    {
      workerData: { source: bytes, options } satisfies Task,
      transferList: typeof bytes === "string" ? [] : [bytes.buffer as ArrayBuffer],
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32 },
      execArgv: [],
    },
  );
  let timer: NodeJS.Timeout | undefined;
  let abort: (() => void) | undefined;
  try {
    return await new Promise<Contents>((resolve, reject) => {
      const items: Item[] = [];
      timer = setTimeout(
        () => reject(tooLarge(options.label, `takes more than ${timeoutMs / 1000} seconds to read`)),
        timeoutMs,
      );
      abort = () => reject(cancellation(signal));
      if (signal?.aborted) abort();
      signal?.addEventListener("abort", abort);
      worker.on("message", (sent: Sent) => {
        if ("error" in sent) reject(new ListError(sent.error.code, sent.error.message));
        else if ("done" in sent) resolve({ ...sent.done, items });
        else {
          for (const item of sent.items) items.push(item);
          // the next ones when everybody else has had a turn
          setImmediate(() => worker.postMessage("next"));
        }
      });
      worker.on("error", (error: NodeJS.ErrnoException) =>
        reject(
          error.code === "ERR_WORKER_OUT_OF_MEMORY"
            ? needsMore(options.label, heapMb)
            : new ListError(
                "markup-changed",
                `${options.label} cannot be read (${error.message}). Export it again.`,
              ),
        ),
      );
      worker.on("exit", () =>
        reject(new ListError("unavailable", `${options.label} was interrupted while being read.`)),
      );
    });
  } finally {
    clearTimeout(timer);
    if (abort) signal?.removeEventListener("abort", abort);
    await worker.terminate();
  }
}

const needsMore = (label: string, heapMb: number): ListError =>
  tooLarge(label, `needs more than ${heapMb} MB of memory to read`);

const tooLarge = (label: string, what: string): ListError =>
  new ListError("bad-input", `${label} ${what}. Split it into smaller lists.`);
