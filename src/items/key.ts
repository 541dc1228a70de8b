import { foldTitle } from "./fold.ts";
import type { Item } from "./item.ts";

/**
 * The name by which the memory knows an item. It depends on title, year, media type and ids alone, so it stays the same
 * from the list to the record, whatever the server makes of the item.
 *
 * `movie:tmdb:603`, `imdb:tt0133093`, `tv:tvdb:81189`, `title:the matrix|1999|movie`: numbers carry their media type,
 * because TMDB and TVDB count movies and shows apart.
 */
export function itemKey(item: Pick<Item, "title" | "year" | "mediaType" | "ids">): string {
  const { ids, mediaType } = item;
  if (ids.tmdb !== undefined && mediaType !== "unknown") return `${mediaType}:tmdb:${ids.tmdb}`;
  if (ids.imdb !== undefined) return `imdb:${ids.imdb}`;
  if (ids.tvdb !== undefined) return `${mediaType}:tvdb:${ids.tvdb}`;
  if (ids.tmdb !== undefined) return `unknown:tmdb:${ids.tmdb}`;
  return titleKey(item);
}

/** Key of an item by title, year and media type, whatever ids it has. */
export function titleKey(item: Pick<Item, "title" | "year" | "mediaType">): string {
  return `title:${foldTitle(item.title) || item.title.trim()}|${item.year ?? ""}|${item.mediaType}`;
}
