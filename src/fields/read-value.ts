import { safeParse } from "valibot";
import { InputError } from "../errors.ts";
import type { Field } from "./field.ts";
import { mustBe, REMEDIES } from "./messages.ts";

/** Where a value was written: that is where it is corrected. */
export interface Place {
  code: "bad-config" | "bad-input";
  /** What to do. */
  remedy: string;
}

export const PLACES = {
  dialog: { code: "bad-config", remedy: REMEDIES.dialog },
  message: { code: "bad-input", remedy: REMEDIES.message },
  event: { code: "bad-input", remedy: REMEDIES.event },
  list: { code: "bad-input", remedy: REMEDIES.list },
  environment: { code: "bad-config", remedy: REMEDIES.environment },
  settings: { code: "bad-config", remedy: REMEDIES.settings },
} as const satisfies Record<string, Place>;

/** Whether nothing was written: what dialogs and messages leave empty says nothing. */
export const isNothing = (value: unknown): boolean => value === undefined || value === null || value === "";

/**
 * Reads one value; what cannot be read is an error and never taken for nothing.
 *
 * @param name what the error calls it: `msg.dryRun`
 * @returns undefined where nothing is written; the field's fallback is up to the caller
 * @throws InputError with the code of the place: what must be, what is, what to do
 */
export function readValue<Value>(
  field: Field<unknown, Value>,
  value: unknown,
  place: Place,
  name: string = field.label,
): Value | undefined {
  if (isNothing(value)) return undefined;
  const read = safeParse(field.schema, value);
  if (read.success) return read.output as Value | undefined;
  throw misread(name, field.expects, value, place);
}

/** The sentence for a value that is not what it must be. */
export const misread = (name: string, expects: string, value: unknown, { code, remedy }: Place): InputError =>
  new InputError(code, mustBe(name, expects, shown(value), remedy));

/** What cannot be written down (a cycle, a symbol) has to be shown all the same. */
function shown(value: unknown): string {
  if (typeof value === "string") {
    const isNumber = value.trim() !== "" && Number.isFinite(Number(value));
    return isNumber ? value.trim().slice(0, 40) : `"${value.slice(0, 40)}"`;
  }
  try {
    return (typeof value === "object" ? JSON.stringify(value) : String(value)).slice(0, 40);
  } catch {
    return typeof value;
  }
}
