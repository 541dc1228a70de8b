import { onAbort } from "./on-abort.ts";

/**
 * Ties signals together for one piece of work. Unlike `AbortSignal.any` it lets go of them afterwards: thousands of
 * requests under one long-living signal would otherwise pile up in it.
 *
 * @returns the common signal, aborted for the reason of the first of them that was, and `unlink` to be called when the work is over
 */
export function linkSignals(...signals: (AbortSignal | undefined)[]): {
  signal: AbortSignal;
  unlink: () => void;
} {
  const controller = new AbortController();
  const links = signals.map((signal) => onAbort(signal, () => controller.abort(signal?.reason)));
  return {
    signal: controller.signal,
    unlink: () => {
      for (const end of links) end();
    },
  };
}
