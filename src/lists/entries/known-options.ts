import type { ListEntry } from "./list-entry.ts";
import { parseEntry } from "./parse-entry.ts";

/**
 * Gives lists that a message asks for the options that they have in the node: whoever asks for one list of several wants
 * it as it is set up, its requester and limits above all. What the message says itself wins, and a list that is switched
 * off in the node is read when it is asked for.
 *
 * @param asked lists of the message
 * @param known lists of the node
 */
export function withKnownOptions(asked: ListEntry[], known: ListEntry[]): ListEntry[] {
  const options = new Map<string, ListEntry>();
  for (const entry of known) {
    const name = listName(entry);
    if (name !== undefined && !options.has(name)) options.set(name, entry);
  }
  return asked.map((entry) => {
    const { enabled: _enabled, ...own } = options.get(listName(entry) ?? "") ?? { list: entry.list };
    return { ...own, ...entry };
  });
}

/** The same for every way of pasting a list; undefined when it is not understood, which the fetch reports. */
export function listName(entry: ListEntry): string | undefined {
  try {
    const parsed = parseEntry(entry);
    return `${parsed.provider}\n${parsed.id}`;
  } catch {
    return undefined;
  }
}
