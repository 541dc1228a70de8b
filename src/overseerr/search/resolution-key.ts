import { foldTitle } from "../../items/fold.ts";
import type { Item, Match } from "../../items/item.ts";

/**
 * Names under which answers are kept in the database; see `Store.resolution`. An id's answer holds for every list, a
 * title's only for the same title, year, type and rules, because those decide which candidate fits.
 */
export const resolutionKey = {
  /** `imdb:tt0133093` */
  imdb: (id: string): string => `imdb:${id}`,
  /** `tvdb:81189` */
  tvdb: (item: Item, id: number): string =>
    item.mediaType === "tv" ? `tvdb:${id}` : `tvdb:${id}|${named(item)}`,
  /** A TMDB number of unknown type, `tmdb:1396|breaking bad|2008`: title and year tell the movie from the show. */
  tmdb: (item: Item, id: number): string => `tmdb:${id}|${named(item)}`,
  /** `title:the matrix|1999|movie|de`; `rules` are the options that are not at their defaults. */
  title: (item: Item, rules = ""): string => `title:${named(item)}|${item.mediaType}|${rules}${hinted(item)}`,
  /** `tv:71446|haus des geldes|`: whether that title is found by this name. */
  name: (item: Item, { mediaType, tmdbId }: Pick<Match, "mediaType" | "tmdbId">): string =>
    `name:${mediaType}:${tmdbId}|${named(item)}`,
};

const hinted = ({ hints }: Item) => (hints?.tmdb === undefined ? "" : `|id ${hints.tmdb}`);

const named = ({ title, year }: Item) => `${foldTitle(title) || title.trim()}|${year ?? ""}`;
