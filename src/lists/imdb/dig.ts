/**
 * Reads a value deep inside JSON that came from outside; undefined as soon as a step is missing.
 *
 * @param value parsed JSON of any shape
 * @param path names of properties, or indexes of arrays
 */
export function dig(value: unknown, ...path: (string | number)[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}

/** Like {@link dig}, for a text that is not empty. */
export function digText(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = dig(value, ...path);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** Like {@link dig}, for a finite number. */
export function digNumber(value: unknown, ...path: (string | number)[]): number | undefined {
  const found = dig(value, ...path);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

/** Like {@link dig}, for an array. */
export function digList(value: unknown, ...path: (string | number)[]): unknown[] | undefined {
  const found = dig(value, ...path);
  return Array.isArray(found) ? found : undefined;
}
