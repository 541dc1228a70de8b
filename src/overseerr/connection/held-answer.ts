import { untilAborted } from "../../http/until-aborted.ts";

/**
 * Makes a question that all share, and whose answer holds for a time. Failures are not remembered.
 *
 * @param holdsMs milliseconds
 * @param now milliseconds since the epoch
 * @returns asks; nobody's abort ends what others wait for
 */
export function heldAnswer<T>(
  ask: () => Promise<T>,
  holdsMs: number,
  now: () => number,
): (signal?: AbortSignal) => Promise<T> {
  let held: { answer: Promise<T>; at: number } | undefined;
  return (signal) => {
    if (held === undefined || now() - held.at >= holdsMs) {
      const answer = ask().catch((error: unknown) => {
        if (held?.answer === answer) held = undefined;
        throw error;
      });
      held = { answer, at: now() };
    }
    return untilAborted(held.answer, signal);
  };
}
