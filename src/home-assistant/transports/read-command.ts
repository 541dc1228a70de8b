import { InputError } from "../../errors.ts";
import type { CommandKey, EntityCommand } from "../entities/entity-command.ts";
import * as messages from "../messages.ts";

/**
 * What was pressed or changed in Home Assistant, from what it sent.
 *
 * @param key - of the entity
 * @param value - `ON`, `OFF`, a number as text; whatever a button sends is a press
 * @throws InputError `bad-input`
 */
export const readCommand = (key: CommandKey, value: unknown): EntityCommand =>
  READERS[key](String(value ?? "").trim());

const MAX_LIMIT = 500;

const READERS: Readonly<Record<CommandKey, (text: string) => EntityCommand>> = {
  sync: () => ({ key: "sync" }),
  auto(text) {
    if (/^(on|true)$/i.test(text)) return { key: "auto", on: true };
    if (/^(off|false)$/i.test(text)) return { key: "auto", on: false };
    throw wrong("switch Automatic sync", text, "ON or OFF");
  },
  limit(text) {
    const limit = Number(text);
    if (text !== "" && Number.isInteger(limit) && limit >= 0 && limit <= MAX_LIMIT)
      return { key: "limit", limit };
    throw wrong("number Request limit", text, `a whole number from 0 to ${MAX_LIMIT}`);
  },
};

const wrong = (what: string, text: string, expected: string) =>
  new InputError("bad-input", messages.badCommand(what, text.slice(0, 40), expected));
