import type { ListEntry } from "./list-entry.ts";
import { parseEntry } from "./parse-entry.ts";

/**
 * The lists that entries name, disabled ones included, as results and the database call them.
 *
 * @returns undefined when one of them is not understood, so that nobody takes the others for all
 */
export function listIds(entries: ListEntry[]): { provider: string; list: string }[] | undefined {
  try {
    return entries.map((entry) => {
      const { provider, id } = parseEntry(entry);
      return { provider, list: id };
    });
  } catch {
    return undefined;
  }
}
