import { breather, flatMapInSlices } from "../breather.ts";
import { idKeys } from "../items/dedupe.ts";
import type { Item } from "../items/item.ts";
import { titleKey } from "../items/key.ts";
import type { FetchedEntry } from "../lists/fetching/fetch-list.ts";
import type { ListContent } from "../state/port/lists.ts";
import type { Store } from "../state/store.ts";
import * as messages from "./messages.ts";

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
    const message = messages.heldBack(result.label, whole.length, size);
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
 * @param everywhere tells what stood on the lists of all profiles; asked only when something may have left
 */
export async function leftTitles(
  entries: FetchedEntry[],
  before: ListContent[],
  everywhere: (wanted: (content: Omit<ListContent, "items">) => boolean) => Promise<ListContent[]>,
): Promise<Item[]> {
  const read = new Set(entries.flatMap(({ whole, result }) => (whole ? [nameOf(result)] : [])));
  const was = before.filter((content) => isWhole(content) && read.has(nameOf(content)));
  if (was.length === 0) return [];
  const standing = await namesOn(entries.map(({ whole, items }) => whole ?? items));
  const missing = await flatMapInSlices(titlesOf(was), (item) => (isNamed(item, standing) ? [] : [item]));
  if (missing.length === 0) return [];
  const isOver = isReplacedBy(entries);
  const elsewhere = await everywhere((content) => !isOver(content));
  const standingThere = await namesOn(elsewhere.map(({ items }) => items));
  const left = await flatMapInSlices(missing, (item) =>
    isNamed(item, standingThere) ? [] : [[keysOf(item).join(), item] as const],
  );
  return [...new Map(left).values()];
}

function* titlesOf(contents: ListContent[]): Generator<Item> {
  for (const { items } of contents) yield* items;
}

/** All names of the titles on some lists. */
async function namesOn(lists: Item[][]): Promise<Set<string>> {
  const names = new Set<string>();
  const breathe = breather();
  for (const items of lists)
    for (const item of items) {
      for (const key of keysOf(item)) names.add(key);
      if (breathe.due()) await breathe.rest();
    }
  return names;
}

const isNamed = (item: Item, names: Set<string>): boolean => keysOf(item).some((key) => names.has(key));

/** Tells of what stood on a list, here or in another profile, whether what was fetched now says more. */
function isReplacedBy(entries: FetchedEntry[]): (content: Omit<ListContent, "items">) => boolean {
  const read = new Set(entries.flatMap(({ whole, result }) => (whole ? [nameOf(result)] : [])));
  const came = new Set(entries.flatMap(({ result }) => (result.error ? [] : [nameOf(result)])));
  return (content) => (isWhole(content) ? read : came).has(nameOf(content));
}

/**
 * Remembers what stands on the lists that were read: all of it, or the part that came where the whole was never there.
 *
 * @param all every list that the profile has, to forget the others; undefined when that is not known
 */
export async function rememberContents(
  memory: ContentMemory,
  profile: string,
  entries: FetchedEntry[],
  all: Pick<ListContent, "provider" | "list">[] | undefined,
  at: string,
): Promise<void> {
  const wholes = new Set((await memory.listContents(profile, () => false)).filter(isWhole).map(nameOf));
  for (const { whole, result } of entries) {
    if (!whole) continue;
    const { provider, list } = result;
    wholes.add(nameOf(result));
    await memory.saveListContent(profile, { provider, list, items: whole }, at);
  }
  const parts = new Map<string, ListContent>();
  for (const { items, result } of entries) {
    const { provider, list, error, via } = result;
    const name = nameOf(result);
    // what arrives with a message is another list each time
    if (error || via === "message" || wholes.has(name)) continue;
    parts.set(name, { provider, list, items: [...(parts.get(name)?.items ?? []), ...items], partial: true });
  }
  for (const part of parts.values()) await memory.saveListContent(profile, part, at);
  if (all) await memory.forgetListContents(profile, all);
}

const isWhole = ({ partial }: Omit<ListContent, "items">): boolean => partial !== true;

const nameOf = ({ provider, list }: { provider: string; list: string }): string => `${provider}\n${list}`;

// A site that learns another id of a title must not make it look like another title, so any name in common counts.
const keysOf = (item: Item): string[] => [...idKeys(item), ...(item.title ? [titleKey(item)] : [])];
