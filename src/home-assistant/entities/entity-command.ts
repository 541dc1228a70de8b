/** A press or a change that came from Home Assistant; its key is that of the entity with which it was done. */
export type EntityCommand =
  | { key: "sync" }
  | { key: "auto"; on: boolean }
  /** New requests in one run, 0 for no limit. */
  | { key: "limit"; limit: number };

export type CommandKey = EntityCommand["key"];

/** The entities with which something can be done; one that is missing here does not compile. */
const KEYS: Readonly<Record<CommandKey, true>> = { sync: true, auto: true, limit: true };

export const COMMAND_KEYS = Object.keys(KEYS) as readonly CommandKey[];

export const isCommandKey = (key: string): key is CommandKey => Object.hasOwn(KEYS, key);
