/** A part of what was sent. */
export type Part = Readonly<Record<string, unknown>>;

/** The object that stands there; an empty one where there is none. */
export const partOf = (value: unknown): Part =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Part) : {};

export const isPart = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The text that stands there, numbers too; templates fill in "" for what they do not know. */
export const textOf = (value: unknown): string =>
  typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";

/** A whole number of 0 or more; templates write them as text. */
export function numberOf(value: unknown): number | undefined {
  const text = textOf(value);
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
