import { InputError } from "../../errors.ts";
import * as messages from "./messages.ts";

/** Characters of the longest text that a dialog may send: an address, with room to spare. */
const LONGEST = 10_000;

/** Node-RED's own ids have 16, those of flows that were written by hand a few more. */
const LONGEST_ID = 200;

/**
 * A text that a request names; other kinds of values are refused, since each reader would make another text of them.
 *
 * @param label as the sentence names it: `server URL`
 * @returns "" where it names none
 * @throws InputError `bad-input`
 */
export function bodyText(value: unknown, label: string, longest: number = LONGEST): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw new InputError("bad-input", messages.notText(label));
  if (value.length > longest) throw new InputError("bad-input", messages.longText(label, longest));
  return value;
}

/** The id of a node, a provider or a login that a request names; as {@link bodyText}. */
export const bodyId = (value: unknown, label: string): string => bodyText(value, label, LONGEST_ID);
