/** What is compared beside the shape. */
export interface ShapeOptions {
  /** Names of properties whose values must be equal too. */
  exact?: ReadonlySet<string>;
}

/**
 * Compares two JSON values by shape: the same properties, the same types, list by list. Lists of equal length are
 * compared one by one, others by the nearest element, for recordings are cut to their first rows; rows of a
 * `mediaType` that was not recorded there cannot be compared.
 * @returns one line per difference, empty when they agree
 */
export function shapeDifferences(
  recorded: unknown,
  answered: unknown,
  options: ShapeOptions = {},
  path = "",
): string[] {
  const [was, is] = [typeOf(recorded), typeOf(answered)];
  if (was !== is) return [`${path || "."}: ${was} was recorded, ${is} answered`];
  if (Array.isArray(recorded) && Array.isArray(answered))
    return listDifferences(recorded, answered, options, path);
  if (was !== "object") return exactDifference(recorded, answered, options, path);
  const before = recorded as Record<string, unknown>;
  const now = answered as Record<string, unknown>;
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((key) => {
    const at = `${path}.${key}`;
    if (!(key in now)) return [`${at}: is missing`];
    if (!(key in before)) return [`${at}: was not recorded`];
    return shapeDifferences(before[key], now[key], options, at);
  });
}

function listDifferences(
  recorded: unknown[],
  answered: unknown[],
  options: ShapeOptions,
  path: string,
): string[] {
  if (recorded.length === 0 || answered.length === 0) return [];
  if (recorded.length === answered.length)
    return answered.flatMap((value, i) => shapeDifferences(recorded[i], value, options, `${path}[${i}]`));
  return answered.flatMap((value, index) => {
    if (!recorded.some((one) => kindOf(one) === kindOf(value))) return [];
    const tries = recorded.map((one) => shapeDifferences(one, value, options, `${path}[${index}]`));
    return tries.reduce((best, next) => (next.length < best.length ? next : best));
  });
}

const kindOf = (row: unknown) =>
  typeof row === "object" && row !== null && "mediaType" in row ? row.mediaType : undefined;

function exactDifference(
  recorded: unknown,
  answered: unknown,
  options: ShapeOptions,
  path: string,
): string[] {
  const name =
    path
      .replace(/\[\d+\]$/, "")
      .split(".")
      .at(-1) ?? "";
  if (!options.exact?.has(name) || recorded === answered) return [];
  return [`${path}: ${JSON.stringify(recorded)} was recorded, ${JSON.stringify(answered)} answered`];
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}
