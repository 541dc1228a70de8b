import { isPassing } from "../connection/is-passing.ts";

/** Brings the other side in line with what is wanted, one attempt after the other. */
export interface Reconciler {
  /** Tries now, or once more after the attempt under way. */
  wake(): void;
  /** Ends the attempt under way and makes no further one; resolves when it is over. */
  close(): Promise<void>;
}

/** Milliseconds after which an attempt that met a busy or absent Home Assistant is made again. */
const RETRY_MS = 30_000;

/**
 * Makes a reconciler.
 *
 * @param attempt - compares and sends what is different; its signal is aborted by `close`, because Node-RED waits for
 *   that but not for a Home Assistant that does not answer
 * @param onError - told of each failure that does not pass by itself, once until an attempt succeeds
 */
export function createReconciler(
  attempt: (signal: AbortSignal) => Promise<void>,
  onError: (error: Error) => void,
  retryMs: number = RETRY_MS,
): Reconciler {
  let running: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let again = false;
  const closing = new AbortController();
  let told: string | undefined;

  function failed(error: unknown): void {
    if (closing.signal.aborted) return;
    if (isPassing(error)) {
      retry = setTimeout(wake, retryMs);
      retry.unref();
      return;
    }
    const { message } = error as Error;
    if (message !== told) onError(error as Error);
    told = message;
  }

  async function work(): Promise<void> {
    do {
      again = false;
      clearTimeout(retry);
      try {
        await attempt(closing.signal);
        told = undefined;
      } catch (error) {
        failed(error);
      }
    } while (again && !closing.signal.aborted);
    running = undefined;
  }

  function wake(): void {
    if (closing.signal.aborted) return;
    if (running !== undefined) again = true;
    else running = work();
  }

  return {
    wake,
    async close() {
      closing.abort();
      clearTimeout(retry);
      await running;
    },
  };
}
