import { cancellation } from "../errors.ts";
import { onAbort } from "./on-abort.ts";

/**
 * Waits.
 *
 * @throws CancelledError as soon as the signal is aborted
 */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      end();
      resolve();
    }, milliseconds);
    const end = onAbort(signal, () => {
      clearTimeout(timer);
      reject(cancellation(signal));
    });
  });
}
