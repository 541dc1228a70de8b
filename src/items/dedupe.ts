import { breather } from "../breather.ts";
import type { Item, ItemSource } from "./item.ts";
import { titleKey } from "./key.ts";

/**
 * Makes one item of all that are the same title, in the order of first appearance.
 *
 * Items are the same when they share an id (TMDB and TVDB numbers only within one media type, so a movie and a show
 * with equal numbers stay two), also through a third item; an item without ids joins the one title that has its folded
 * title, year and type, or only title and year where its list does not tell the type. The first item's values win, gaps are filled from the others, all sources are kept. Seasons
 * are united; a source that names none means the whole show.
 */
export function dedupe(items: Item[]): Item[] {
  const steps = dedupeSteps(items);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** {@link dedupe} for many items: everybody else has a turn meanwhile. */
export async function dedupeInSlices(items: Item[]): Promise<Item[]> {
  const steps = dedupeSteps(items);
  const breathe = breather();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (breathe.due()) await breathe.rest();
  }
}

/** Does the work of {@link dedupe} in small steps. */
function* dedupeSteps(items: Item[]): Generator<void, Item[]> {
  const groups = new Groups(items.length);
  yield* joinByIds(items, groups);
  yield* joinByTitle(items, groups);
  const merged = new Map<number, Item>();
  for (const [index, item] of items.entries()) {
    const first = groups.of(index);
    const known = merged.get(first);
    merged.set(first, known ? mergeItems(known, item) : item);
    yield;
  }
  return [...merged.values()];
}

function* joinByIds(items: Item[], groups: Groups): Generator<void> {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    yield;
    for (const key of idKeys(item)) {
      const other = seen.get(key);
      if (other === undefined) seen.set(key, index);
      else groups.join(other, index);
    }
  }
}

/** The names of a title by its ids; TMDB and TVDB count movies and shows apart. */
export function idKeys({ ids, mediaType }: Item): string[] {
  const keys: string[] = [];
  if (ids.tmdb !== undefined) keys.push(`${mediaType}:tmdb:${ids.tmdb}`);
  if (ids.imdb !== undefined) keys.push(`imdb:${ids.imdb}`);
  if (ids.tvdb !== undefined) keys.push(`${mediaType}:tvdb:${ids.tvdb}`);
  return keys;
}

/**
 * Joins items without ids to the one title of their name, year and type; where several titles with ids bear it, they stay
 * alone and are searched for. An item whose list does not tell the type joins the one title of its name and year.
 */
function* joinByTitle(items: Item[], groups: Groups): Generator<void> {
  for (const indexes of yield* byKey(items, titleKey)) joinNameless(items, groups, indexes);
  const typeless = (item: Item) => titleKey({ ...item, mediaType: "unknown" });
  for (const indexes of yield* byKey(items, typeless)) {
    const first = indexes.find((index) => isOpen(items[index] as Item));
    if (first === undefined) continue;
    const closed = indexes.filter((index) => !isOpen(items[index] as Item));
    const others = new Set(closed.map((index) => groups.of(index)));
    others.delete(groups.of(first));
    const [only] = others;
    if (only !== undefined && others.size === 1) groups.join(only, first);
  }
}

/** Neither an id nor a type: the name and perhaps the year are all that is known. */
const isOpen = (item: Item): boolean => item.mediaType === "unknown" && idKeys(item).length === 0;

function joinNameless(items: Item[], groups: Groups, indexes: number[]): void {
  const nameless = indexes.filter((index) => idKeys(items[index] as Item).length === 0);
  const [first] = nameless;
  if (first === undefined) return;
  for (const index of nameless) groups.join(first, index);
  const known = new Set(nameless);
  const titles = new Set(indexes.filter((index) => !known.has(index)).map((index) => groups.of(index)));
  const [only] = titles;
  if (only !== undefined && titles.size === 1) groups.join(only, first);
}

/** The places of items with the same key, where there are several. */
function* byKey(items: Item[], keyOf: (item: Item) => string): Generator<void, number[][]> {
  const places = new Map<string, number[]>();
  for (const [index, item] of items.entries()) {
    yield;
    if (item.title === "") continue;
    const key = keyOf(item);
    const known = places.get(key);
    if (known) known.push(index);
    else places.set(key, [index]);
  }
  return [...places.values()].filter((indexes) => indexes.length > 1);
}

function mergeItems(first: Item, second: Item): Item {
  // a list that has the type wrong has numbers of another title: TMDB counts movies and shows apart
  const conflict =
    first.mediaType !== second.mediaType && first.mediaType !== "unknown" && second.mediaType !== "unknown";
  const ids = conflict ? first.ids : { ...second.ids, ...first.ids };
  const { seasons: _seasons, ...merged } = { ...second, ...first };
  const seasons = mergeSeasons(first, second);
  return {
    ...merged,
    title: first.title || second.title,
    mediaType: first.mediaType === "unknown" ? second.mediaType : first.mediaType,
    ids,
    ...(seasons && { seasons }),
    sources: mergeSources(first.sources, second.sources),
  };
}

function mergeSeasons(first: Item, second: Item): number[] | undefined {
  if (!first.seasons || !second.seasons) return undefined;
  return [...new Set([...first.seasons, ...second.seasons])].sort((a, b) => a - b);
}

function mergeSources(first: ItemSource[], second: ItemSource[]): ItemSource[] {
  const name = ({ provider, list, entry = "" }: ItemSource) => [provider, list, entry].join("\n");
  const known = new Set(first.map(name));
  return [...first, ...second.filter((source) => !known.has(name(source)))];
}

/** Disjoint sets of indexes, each known by its lowest one. */
class Groups {
  readonly #parent: number[];

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, index) => index);
  }

  of(index: number): number {
    let top = index;
    while (this.#parent[top] !== top) top = this.#parent[top] as number;
    this.#parent[index] = top;
    return top;
  }

  join(one: number, other: number): void {
    const [low, high] = [this.of(one), this.of(other)].sort((a, b) => a - b) as [number, number];
    this.#parent[high] = low;
  }
}
