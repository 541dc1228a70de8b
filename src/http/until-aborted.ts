import { cancellation } from "../errors.ts";
import { onAbort } from "./on-abort.ts";

/**
 * Waits for work that others share: an abort ends the waiting, not the work.
 *
 * @throws CancelledError as soon as the signal is aborted
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let end = () => {};
  const aborted = new Promise<never>((_, reject) => {
    end = onAbort(signal, () => reject(cancellation(signal)));
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    end();
  }
}
