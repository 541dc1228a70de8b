import { foldTitle } from "./fold.ts";
import type { Item } from "./item.ts";
import { itemKey } from "./key.ts";

/** What an item is called that has nothing but an id, see overseerr/search/resolve.ts. */
const PLACEHOLDER = /^(?:IMDb tt\d+|TVDB \d+|TMDB (?:movie |tv )?\d+)$/;

/** Whether a list gave no title, only an id. */
export const isNameless = ({ title }: Pick<Item, "title">): boolean =>
  title.trim() === "" || PLACEHOLDER.test(title);

/**
 * How lists name a title, for what a person decides about it: id and name together. Of an item with the id of one title and
 * the name of another a person decides what *it* is, and nothing about lists that have the same id and its own name.
 *
 * `imdb:tt0133093|alien|1979`, `title:dune||movie|dune|`
 */
export function namedKey(item: Pick<Item, "title" | "year" | "mediaType" | "ids">): string {
  if (isNameless(item)) return `${itemKey(item)}||`;
  return `${itemKey(item)}|${foldTitle(item.title) || item.title.trim()}|${item.year ?? ""}`;
}
