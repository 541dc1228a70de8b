import { type Field, meaningsOf } from "../field-words.ts";

/** An object of JSON. */
export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A number or a text that is not empty; anything else says nothing. */
export const scalar = (value: unknown): string | number | undefined => {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  return undefined;
};

/** The names of an object's fields by what they mean, each with its value; the first name of a tool wins. */
export function fieldsOf(record: Json): Map<Field, string | number> {
  const fields = new Map<Field, string | number>();
  for (const [name, value] of Object.entries(record)) {
    const known = name.length < 40 ? scalar(value) : undefined;
    if (known === undefined) continue;
    for (const field of meaningsOf(name)) if (!fields.has(field)) fields.set(field, known);
  }
  return fields;
}
