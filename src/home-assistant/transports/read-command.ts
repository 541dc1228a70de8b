import { InputError } from "../../errors.ts";
import type { EntityCommand } from "../entities/entity.ts";

/**
 * What was pressed or changed in Home Assistant, from what it sent.
 *
 * @param key - of the entity
 * @param value - `ON`, `OFF`, a number as text; whatever a button sends is a press
 * @throws InputError `bad-input`
 */
export function readCommand(key: EntityCommand["key"], value: unknown): EntityCommand {
  if (key === "sync") return { key };
  const text = String(value ?? "").trim();
  if (key === "auto") {
    if (/^(on|true)$/i.test(text)) return { key, on: true };
    if (/^(off|false)$/i.test(text)) return { key, on: false };
    throw wrong("switch Automatic sync", text, "ON or OFF");
  }
  const limit = Number(text);
  if (text !== "" && Number.isInteger(limit) && limit >= 0 && limit <= MAX_LIMIT) return { key, limit };
  throw wrong("number Request limit", text, `a whole number from 0 to ${MAX_LIMIT}`);
}

const MAX_LIMIT = 500;

const wrong = (what: string, text: string, expected: string) =>
  new InputError(
    "bad-input",
    `"${text.slice(0, 40)}" was sent to the ${what} of Home Assistant. Send ${expected}.`,
  );
