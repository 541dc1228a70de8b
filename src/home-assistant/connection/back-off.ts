/**
 * How long to wait before the next try: doubled each time up to a limit, with jitter, because all clients of a Home
 * Assistant lose it at the same moment.
 *
 * @param attempt tries that failed so far, from 0
 * @param limits milliseconds
 * @param random from 0 to 1
 * @returns milliseconds
 */
export function backOffMs(
  attempt: number,
  limits: { firstRetryMs: number; maxRetryMs: number },
  random: () => number = Math.random,
): number {
  const longest = Math.min(limits.maxRetryMs, limits.firstRetryMs * 2 ** Math.min(attempt, 30));
  return longest * (1 - random() / 2);
}
