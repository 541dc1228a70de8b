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
  const sizes = new Map(before.filter(isWhole).map((content) => [nameOf(content), content.items.length]));
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
 * unless the list was read as a whole, both times, and a list that was not keeps its titles as they were. One that is never
 * read as a whole (a feed, a limit) keeps those that it had when it was last read.
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
  const came = new Set(entries.flatMap(({ result }) => (result.error ? [] : [nameOf(result)])));
  const standing = new Set<string>();
  const note = (items: Item[]) => {
    for (const item of items) for (const key of keysOf(item)) standing.add(key);
  };
  for (const { whole, items } of entries) note(whole ?? items);
  for (const content of everywhere)
    if (!(isWhole(content) ? read : came).has(nameOf(content))) note(content.items);
  const left = new Map<string, Item>();
  for (const content of before.filter(isWhole))
    if (read.has(nameOf(content)))
      for (const item of content.items) {
        const keys = keysOf(item);
        if (!keys.some((key) => standing.has(key))) left.set(keys.join(), item);
      }
  return [...left.values()];
}

/**
 * Remembers what stands on the lists that were read: all of it, or the part that came where the whole was never there.
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
  const wholes = new Set(memory.listContents(profile).filter(isWhole).map(nameOf));
  for (const { whole, result } of entries) {
    if (!whole) continue;
    const { provider, list } = result;
    wholes.add(nameOf(result));
    memory.saveListContent(profile, { provider, list, items: whole }, at);
  }
  const parts = new Map<string, ListContent>();
  for (const { items, result } of entries) {
    const { provider, list, error, via } = result;
    const name = nameOf(result);
    // what arrives with a message is another list each time
    if (error || via === "message" || wholes.has(name)) continue;
    parts.set(name, { provider, list, items: [...(parts.get(name)?.items ?? []), ...items], partial: true });
  }
  for (const part of parts.values()) memory.saveListContent(profile, part, at);
  if (all) memory.forgetListContents(profile, all);
}

const isWhole = ({ partial }: ListContent): boolean => partial !== true;

const nameOf = ({ provider, list }: { provider: string; list: string }): string => `${provider}\n${list}`;

// A site that learns another id of a title must not make it look like another title, so any name in common counts.
const keysOf = (item: Item): string[] => [...idKeys(item), ...(item.title ? [titleKey(item)] : [])];
