import { idKeys } from "../items/dedupe.ts";
import type { Item } from "../items/item.ts";
import { titleKey } from "../items/key.ts";
import type { FetchedEntry } from "../lists/fetch-list.ts";
import type { ListContent, Store } from "../state/store.ts";

/** The part of the store that knows what stood on lists. */
export type ContentMemory = Pick<Store, "listContents" | "saveListContent" | "forgetListContents">;

/** Fewer titles than this may go at once without anybody wondering. */
const NOTICEABLE = 5;

/** Whether a list lost so much at once that a fault of its site is likelier than its owner's wish. */
const isShrunk = (before: number, after: number): boolean => before >= NOTICEABLE && after < before / 2;

/**
 * Holds back lists that come back suddenly empty or much shorter than last time: nothing of them is used, and the
 * result says so. Only lists that were read as a whole can be told.
 *
 * @param before what stood on the lists of this profile
 */
export function holdBack(entries: FetchedEntry[], before: ListContent[]): FetchedEntry[] {
  const sizes = new Map(before.map((content) => [nameOf(content), content.items.length]));
  return entries.map((entry) => {
    const { whole, result } = entry;
    const size = sizes.get(nameOf(result)) ?? 0;
    if (!whole || !isShrunk(size, whole.length)) return entry;
    const now = whole.length === 0 ? "is empty" : `has ${whole.length} titles`;
    const message =
      `${result.label} ${now}, but had ${size} last time. It was held back, because that is more likely a fault of the ` +
      "site. If it is right, send msg.allowShrink = true once, or allow it in the list-source node.";
    return {
      entry: entry.entry,
      items: [],
      result: { ...result, items: 0, complete: false, error: { code: "held-back", message } },
    };
  });
}

/**
 * The titles that stood on one of these lists last time and stand on no list any more. Nothing is said to have left
 * unless the list was read as a whole, and a list that was not keeps its titles as they were.
 *
 * @param entries what was fetched now, after {@link holdBack}
 * @param before what stood on the lists of this profile
 * @param everywhere what stood on the lists of all profiles
 */
export function leftTitles(
  entries: FetchedEntry[],
  before: ListContent[],
  everywhere: ListContent[],
): Item[] {
  const read = new Map(entries.flatMap(({ whole, result }) => (whole ? [[nameOf(result), whole]] : [])));
  const standing = new Set<string>();
  const note = (items: Item[]) => {
    for (const item of items) for (const key of keysOf(item)) standing.add(key);
  };
  for (const { whole, items } of entries) note(whole ?? items);
  for (const content of everywhere) if (!read.has(nameOf(content))) note(content.items);
  const left = new Map<string, Item>();
  for (const content of before)
    if (read.has(nameOf(content)))
      for (const item of content.items) {
        const keys = keysOf(item);
        if (!keys.some((key) => standing.has(key))) left.set(keys.join(), item);
      }
  return [...left.values()];
}

/**
 * Remembers what stands on the lists that were read as a whole.
 *
 * @param all every list that the profile has, to forget the others; undefined when that is not known
 */
export function rememberContents(
  memory: ContentMemory,
  profile: string,
  entries: FetchedEntry[],
  all: Pick<ListContent, "provider" | "list">[] | undefined,
  at: string,
): void {
  for (const { whole, result } of entries) {
    const { provider, list } = result;
    if (whole) memory.saveListContent(profile, { provider, list, items: whole }, at);
  }
  if (all) memory.forgetListContents(profile, all);
}

const nameOf = ({ provider, list }: { provider: string; list: string }): string => `${provider}\n${list}`;

// A site that learns another id of a title must not make it look like another title, so any name in common counts.
const keysOf = (item: Item): string[] => [...idKeys(item), ...(item.title ? [titleKey(item)] : [])];
