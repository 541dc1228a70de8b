import type { EntityAttributes } from "./entity.ts";

/** Home Assistant refuses longer states: "Invalid state specified." */
const STATE_LENGTH = 255;

/**
 * The recorder drops all attributes of a state above 16,384 bytes. It counts those that Home Assistant adds as well
 * (name, icon, options), so some room is left.
 */
const ATTRIBUTE_BYTES = 15_000;

/** The recorder does not keep the data of an event above 32,768 bytes. */
export const EVENT_BYTES = 30_000;

// half a character is valid in JavaScript, but makes Home Assistant refuse the whole JSON
const LONE_SURROGATE = /[\ud800-\udfff]/gu;

/** Cuts a text to so many characters as Home Assistant counts them; a cut one ends in `…`. */
export function fitText(text: string, length: number = STATE_LENGTH): string {
  const characters = Array.from(text.replace(LONE_SURROGATE, "\ufffd"));
  return characters.length <= length
    ? characters.join("")
    : `${characters
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}

/** Cuts the longest texts until everything fits into so many bytes of JSON; what has no value is left out. */
export function fitAttributes(
  attributes: Record<string, EntityAttributes[string] | undefined>,
  bytes: number = ATTRIBUTE_BYTES,
): EntityAttributes {
  const fitted: EntityAttributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) fitted[name] = typeof value === "string" ? fitText(value, bytes) : value;
  }
  while (Buffer.byteLength(JSON.stringify(fitted)) > bytes) {
    const texts = Object.entries(fitted).flatMap(([name, value]) =>
      typeof value === "string" && value.length > 1 ? [{ name, value }] : [],
    );
    const [longest] = texts.sort((a, b) => b.value.length - a.value.length);
    if (!longest) break;
    fitted[longest.name] = fitText(longest.value, Math.floor(Array.from(longest.value).length / 2));
  }
  return fitted;
}
