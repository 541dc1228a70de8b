/** How a channel counts the length of a text. */
export type Measure = (text: string) => number;

export const bytes: Measure = (text) => Buffer.byteLength(text);
/** UTF-16 units: where a service counts characters this is never less. */
export const units: Measure = (text) => text.length;

/**
 * A text that is not longer than a channel takes; no character is cut in two.
 *
 * @param escaped makes what is sent of each character that stays, and counted
 */
export function cut(
  text: string,
  limit: number,
  measure: Measure = units,
  escaped = (part: string) => part,
): string {
  const whole = escaped(text);
  if (measure(whole) <= limit) return whole;
  const points = [...text];
  // the longest beginning that fits, found by halving
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${escaped(points.slice(0, middle).join("").trimEnd())}…`) <= limit) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? "" : `${escaped(points.slice(0, low).join("").trimEnd())}…`;
}

/**
 * The first lines that fit, with a last one that says how many did not. Reads no line twice: a first sync has tens of thousands.
 *
 * @param measure a text is as long as its lines and one for each break between them
 * @param more makes the words for so many lines left out
 */
export function fitLines(
  lines: readonly string[],
  limit: number,
  measure: Measure,
  more: (count: number) => string,
): string {
  let used = 0;
  let fits = 0;
  let isWhole = true;
  for (const [place, line] of lines.entries()) {
    used += measure(line) + (place > 0 ? 1 : 0);
    if (used > limit) {
      isWhole = false;
      break;
    }
    const rest = lines.length - place - 1;
    if (rest === 0 || used + 1 + measure(more(rest)) <= limit) fits = place + 1;
  }
  if (isWhole) return lines.join("\n");
  const last = more(lines.length - fits);
  if (fits === 0) return measure(last) <= limit ? last : "";
  return [...lines.slice(0, fits), last].join("\n");
}
