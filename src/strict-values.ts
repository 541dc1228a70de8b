import { InputError } from "./errors.ts";

/** What a configured number may be. */
export interface NumberRule {
  /** What it is, for the error: `time-out`. */
  label: string;
  default: number;
  min: number;
  max: number;
}

/**
 * Reads a configured number; Node-RED's dialogs store numbers as text.
 *
 * @param value - number, text, or nothing for the default
 * @param rule - default and range, both ends allowed
 * @throws InputError `bad-config`
 */
export function numberValue(value: unknown, rule: NumberRule): number {
  const number = optionalNumber(value, rule);
  return number ?? rule.default;
}

/** Like {@link numberValue} but without a default: undefined when nothing is configured. */
export function optionalNumber(value: unknown, rule: Omit<NumberRule, "default">): number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const number = typeof value === "number" ? value : typeof value === "string" ? numberOf(value) : Number.NaN;
  if (Number.isFinite(number) && number >= rule.min && number <= rule.max) return number;
  throw new InputError(
    "bad-config",
    `The ${rule.label} must be a number from ${rule.min} to ${rule.max}, not "${shown(value)}". Correct it in the node's dialog or in the message.`,
  );
}

/** Blanks alone are no zero. */
const numberOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text.trim()));

/**
 * Reads a yes or no that may come from a dialog, a message or an environment variable: true, yes, on, 1 or false, no, off,
 * 0, in any case. Any other word is an error: taken for a no it would switch a protection off, a dry run above all.
 *
 * @param label - what it is, for the error: `msg.dryRun`
 * @returns undefined when there is nothing to read
 * @throws InputError `bad-input` for a message's, else `bad-config`
 */
export function booleanValue(value: unknown, label: string): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === undefined || value === null || value === "") return undefined;
  const word = typeof value === "object" ? "" : String(value).trim();
  if (/^(true|yes|on|1)$/i.test(word)) return true;
  if (/^(false|no|off|0)$/i.test(word)) return false;
  throw notUnderstood(value, label, "true or false");
}

/**
 * Reads one of several words, in any case.
 *
 * @param words - the first is the default, for when there is nothing to read
 * @throws InputError as {@link booleanValue}
 */
export function wordValue<const Word extends string>(
  value: unknown,
  label: string,
  words: readonly [Word, ...Word[]],
): Word {
  if (value === undefined || value === null || value === "") return words[0];
  const word = typeof value === "object" ? "" : String(value).trim().toLowerCase();
  const found = words.find((each) => each.toLowerCase() === word);
  if (found !== undefined) return found;
  throw notUnderstood(value, label, words.join(", "));
}

/**
 * Reads a name or another short text; a number counts as the text that it is written as.
 *
 * @returns undefined when there is nothing to read
 * @throws InputError as {@link booleanValue}: whatever else it is, it would silently count as absent
 */
export function textValue(value: unknown, label: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string" && !(typeof value === "number" && Number.isFinite(value)))
    throw notUnderstood(value, label, "a text");
  return String(value).trim() || undefined;
}

/** Where a value comes from, by how it is called; that is where it is corrected. */
const PLACES: readonly [RegExp, code: "bad-input" | "bad-config", place: string][] = [
  [/^msg\./, "bad-input", "in the message"],
  [/ of the event$/, "bad-input", "in the event"],
  // of a dialog or of a message
  [/^List \d/, "bad-input", "there"],
  [/^[A-Z][A-Z0-9_]+$/, "bad-config", "in the environment and restart Node-RED"],
  [/^/, "bad-config", "in the node's dialog"],
];

function notUnderstood(value: unknown, label: string, allowed: string): InputError {
  const [, code = "bad-config", place = ""] = PLACES.find(([called]) => called.test(label)) ?? [];
  return new InputError(
    code,
    `${label} is "${shown(value)}", which is not understood, so nothing was done. Use ${allowed} ${place}.`,
  );
}

/** What cannot be written down (a cycle, a symbol) has to be shown all the same. */
function shown(value: unknown): string {
  try {
    return (typeof value === "object" ? JSON.stringify(value) : String(value)).slice(0, 40);
  } catch {
    return typeof value;
  }
}
