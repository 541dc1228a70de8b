/**
 * Ties signals together for one piece of work. Unlike `AbortSignal.any` it lets go of them afterwards: thousands of
 * requests under one long-living signal would otherwise pile up in it.
 *
 * @returns the common signal, and `unlink` to be called when the work is over
 */
export function linkSignals(...signals: (AbortSignal | undefined)[]): {
  signal: AbortSignal;
  unlink: () => void;
} {
  const controller = new AbortController();
  const abort = () => controller.abort();
  for (const signal of signals) {
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  }
  return {
    signal: controller.signal,
    unlink: () => {
      for (const signal of signals) signal?.removeEventListener("abort", abort);
    },
  };
}
