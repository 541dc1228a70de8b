/** What validators in the html files ask of a text. */

export const isBlank = (value: unknown): boolean => String(value ?? "").trim() === "";

/** Ids are 32-bit numbers on the server. */
const HIGHEST_ID = 2 ** 31 - 1;

interface Range {
  min: number;
  /** Both ends allowed. */
  max?: number;
  isWhole?: boolean;
  /** Written where there is none: 0 for no limit. */
  none?: number;
}

/** Nothing, or a number in a range. Blanks alone are no zero. */
export function isWithin(value: unknown, { min, max = HIGHEST_ID, isWhole = false, none }: Range): boolean {
  if ((value ?? "") === "") return true;
  const number = isBlank(value) ? Number.NaN : Number(value);
  return number === none || (number >= min && number <= max && (!isWhole || Number.isInteger(number)));
}

/** A whole number. Of the server's ids those of a Radarr or Sonarr begin at 0, all others at 1. */
export const isId = (value: unknown, min: 0 | 1): boolean =>
  !isBlank(value) && isWithin(value, { min, isWhole: true });

/** Whole numbers from 1 on with commas between. */
export const isIds = (value: unknown): boolean =>
  String(value)
    .split(",")
    .every((id) => isBlank(id) || isWithin(id, { min: 1, isWhole: true }));

/** Nothing but the name of an environment variable: `${NAME}`. */
export const isVariable = (value: unknown): boolean => /^\s*\$\{[^}]+\}\s*$/.test(String(value));

/** Nothing, a web address, or the name of a variable that holds one. */
export const isAddress = (value: unknown): boolean =>
  isBlank(value) || /^https?:\/\/[^\s/]+/i.test(String(value)) || isVariable(value);

/** Ids of Home Assistant's entities with commas between, at least one, all of one domain where it is given. */
export function areEntities(value: unknown, domain = "[a-z0-9_]+"): boolean {
  const ids = String(value ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  return ids.length > 0 && ids.every((id) => new RegExp(`^${domain}\\.[a-z0-9_]+$`).test(id));
}
