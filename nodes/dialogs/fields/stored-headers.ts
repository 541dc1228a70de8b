/** A header as the flow holds it: the value itself only where it names a variable or a file. */
export interface StoredHeader {
  name: string;
  value: string;
  /** The credential that holds the value. */
  slot?: string;
}

/** A header as a row of the dialog shows it. */
export type ShownHeader = Omit<StoredHeader, "slot"> & { slot?: string | undefined };

/** Credentials for values of extra headers; the runtime has the same. */
export const HEADER_SLOTS: readonly string[] = Array.from({ length: 20 }, (_, index) => `header${index + 1}`);

/** A value that only names a variable or a file is no secret and stays readable. */
const isReference = (value: string): boolean =>
  /^((bearer|basic|token) +)?\$\{[^}]+\}$/i.test(value.trim()) || /^file:(?!\/\/)/i.test(value);

/**
 * Rows as the flow gets them, and what goes to the credentials: typed values, and the empty text where one is not needed
 * any more.
 */
export function storeHeaders(
  rows: readonly ShownHeader[],
  before: readonly StoredHeader[],
): { headers: StoredHeader[]; credentials: Record<string, string> } {
  const credentials: Record<string, string> = {};
  const kept = new Set(rows.filter(({ value }) => !isReference(value)).map(({ slot }) => slot));
  const free = HEADER_SLOTS.filter((slot) => !kept.has(slot));
  const headers = rows.map(({ name, value, slot }): StoredHeader => {
    if (value === "" || isReference(value)) return { name, value, ...(value === "" && slot && { slot }) };
    const place = slot ?? free.shift();
    if (!place) return { name, value };
    credentials[place] = value;
    return { name, value: "", slot: place };
  });
  const used = new Set(headers.map(({ slot }) => slot));
  for (const { slot } of before) if (slot && !used.has(slot)) credentials[slot] = "";
  return { headers, credentials };
}
