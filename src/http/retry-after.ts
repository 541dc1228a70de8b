/**
 * Reads how long a server asks to wait, for everything in this package that waits.
 *
 * A date counts from the server's own clock where its answer tells it (`Date`): the one here may be wrong. Only HTTP dates count,
 * which begin with a day of the week: to `Date.parse` nearly everything is a date, `-3` and `1.2.3` too.
 *
 * @param headers of the answer, names in small letters
 * @param now milliseconds since the epoch
 * @returns milliseconds from 0; undefined where nothing is said, or nothing that can be read
 */
export function retryAfterMs(
  headers: Readonly<Record<string, unknown>>,
  now: number = Date.now(),
): number | undefined {
  const value = String(headers["retry-after"] ?? "").trim();
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  if (!/^[A-Z][a-z]{2}/.test(value)) return undefined;
  const sentAt = Date.parse(String(headers.date ?? ""));
  const wait = Date.parse(value) - (Number.isNaN(sentAt) ? now : sentAt);
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
