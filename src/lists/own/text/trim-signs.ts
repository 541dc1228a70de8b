const SIGN = /[\s,;:|–—-]/;

/** Takes separators off both ends of a text; not by an expression, which would try each of a thousand commas anew. */
export function trimSigns(text: string, front = true): string {
  let start = 0;
  let end = text.length;
  while (end > start && SIGN.test(text[end - 1] as string)) end -= 1;
  while (front && start < end && SIGN.test(text[start] as string)) start += 1;
  return text.slice(start, end);
}
