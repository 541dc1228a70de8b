import type { Item } from "../items/item.ts";
import { readContent } from "./content-text.ts";
import type { ListContent } from "./port/lists.ts";
import type { Store } from "./store.ts";
import type { ContentRow, ContentTable } from "./tables/content-table.ts";

/** Bytes of texts that are brought at once: what a list of a thousand titles has. */
const AT_ONCE = 250_000;

/**
 * Reads what stands on lists: many short ones with one statement, a long one by itself.
 *
 * @param read makes a method of the table one that waits for its turn
 */
export function readContents(
  { contents, contentTexts }: ContentTable,
  read: <Args extends unknown[], Result>(
    method: (...args: Args) => Result,
  ) => (...args: Args) => Promise<Result>,
): Store["listContents"] {
  return async (profile, wanted = () => true) => {
    const rows = await read(contents)(profile);
    const found = new Map(rows.map((row) => [row, [] as Item[]]));
    for (const group of groupsOf(rows.filter((row) => wanted(headOf(row))))) {
      const texts = await read(contentTexts)(group);
      for (const [index, row] of group.entries()) {
        const text = texts[index];
        if (text !== undefined) found.set(row, await readContent(text));
      }
    }
    return [...found].map(([row, items]) => ({ ...headOf(row), items }));
  };
}

const headOf = ({ provider, list, partial }: ContentRow): Omit<ListContent, "items"> => ({
  provider,
  list,
  ...(partial === 1 && { partial: true }),
});

function groupsOf(rows: ContentRow[]): ContentRow[][] {
  const groups: ContentRow[][] = [];
  let bytes = AT_ONCE;
  for (const row of rows) {
    bytes += row.bytes;
    if (bytes > AT_ONCE) {
      groups.push([]);
      bytes = row.bytes;
    }
    groups.at(-1)?.push(row);
  }
  return groups;
}
