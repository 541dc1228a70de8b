import { isPassing } from "../is-passing.ts";

/** Brings the other side in line with what is wanted, one attempt after the other. */
export interface Reconciler {
  /** Tries now, or once more after the attempt under way. */
  wake(): void;
  /** No further attempt; resolves when the one under way is over. */
  close(): Promise<void>;
}

/** Milliseconds after which an attempt that met a busy or absent Home Assistant is made again. */
const RETRY_MS = 30_000;

/**
 * Makes a reconciler.
 *
 * @param attempt - compares and sends what is different
 * @param onError - told of each failure that does not pass by itself, once until an attempt succeeds
 */
export function createReconciler(
  attempt: () => Promise<void>,
  onError: (error: Error) => void,
  retryMs: number = RETRY_MS,
): Reconciler {
  let running: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let again = false;
  let closed = false;
  let told: string | undefined;

  function failed(error: unknown): void {
    if (closed) return;
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
        await attempt();
        told = undefined;
      } catch (error) {
        failed(error);
      }
    } while (again && !closed);
    running = undefined;
  }

  function wake(): void {
    if (closed) return;
    if (running !== undefined) again = true;
    else running = work();
  }

  return {
    wake,
    async close() {
      closed = true;
      clearTimeout(retry);
      await running;
    },
  };
}
