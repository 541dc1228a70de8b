import { setTimeout as wait } from "node:timers/promises";
import { CancelledError } from "../errors.ts";

/**
 * Waits.
 *
 * @throws CancelledError as soon as the signal is aborted
 */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal });
  } catch (error) {
    if (signal?.aborted) throw new CancelledError();
    throw error;
  }
}
