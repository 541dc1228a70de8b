import type { ParsedList } from "../provider.ts";
import { parseList } from "../registry.ts";
import type { ListEntry } from "./list-entry.ts";

/**
 * Understands the list that an entry names.
 *
 * @throws ListError `bad-input`, the entry's own `unusable` above all
 */
export function parseEntry({ list, provider, unusable }: ListEntry): ParsedList {
  if (unusable) throw unusable;
  return parseList(list, provider);
}
