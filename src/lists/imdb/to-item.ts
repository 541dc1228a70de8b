import { imdbId } from "../../items/ids.ts";
import type { Item, ItemSource, ItemType } from "../../items/item.ts";
import { dig, digNumber, digText } from "./dig.ts";
import { leftOutAs, mediaTypeOf } from "./title-type.ts";

/** One entry of an IMDb list, whichever way it was read. */
export interface ImdbTitle {
  /** `tt` and at least seven digits. */
  id: string;
  title?: string;
  year?: number;
  mediaType: ItemType;
  /** Set for what is neither a film nor a show: the word for it, such as `episode`. */
  leftOut?: string;
  rating?: number;
  description?: string;
  /** ISO 8601 time. */
  addedAt?: string;
  rank?: number;
}

/**
 * Reads one edge of a GraphQL answer or of a page's `__NEXT_DATA__`. The title is under `title` in answers, `listItem`
 * in pages (an alias of the same field), `node.title` in searches, `node.item` in trends, and is `node` itself in
 * charts; all but the trends are recorded (2024-07 to 2026-08).
 *
 * @returns undefined when there is no title in it (a deleted one, a person)
 */
export function readEdge(edge: unknown): ImdbTitle | undefined {
  const node = dig(edge, "node");
  const places = [dig(edge, "title"), dig(edge, "listItem"), dig(node, "title"), dig(node, "item"), node];
  const title = places.map((place) => readTitle(place)).find((found) => found !== undefined);
  if (!title) return undefined;
  return {
    ...title,
    rank: digNumber(node, "absolutePosition") ?? digNumber(edge, "currentRank"),
    addedAt: isoTime(digText(node, "createdDate")),
  };
}

/** Reads a `Title` of IMDb's GraphQL schema; undefined when it has no title id. */
export function readTitle(title: unknown): ImdbTitle | undefined {
  const id = digText(title, "id");
  if (!id?.startsWith("tt")) return undefined;
  const type = digText(title, "titleType", "id");
  return {
    id: imdbId(id) ?? id,
    title: digText(title, "titleText", "text") ?? digText(title, "originalTitleText", "text"),
    year: digNumber(title, "releaseYear", "year"),
    mediaType: mediaType(title, type),
    leftOut: type === undefined ? undefined : leftOutAs(type),
    rating: digNumber(title, "ratingsSummary", "aggregateRating"),
  };
}

/** A type that IMDb added since is still known by what it can have. */
function mediaType(title: unknown, type: string | undefined): ItemType {
  const known = type === undefined ? "unknown" : mediaTypeOf(type);
  if (known !== "unknown") return known;
  const hasEpisodes = dig(title, "titleType", "canHaveEpisodes") ?? dig(title, "titleType", "isSeries");
  return hasEpisodes === true ? "tv" : "unknown";
}

/**
 * One record as an item. A record without a title (lists that were asked for ids only) is called by its id; whoever
 * resolves it goes by the id anyway.
 *
 * @param rank place in the list, used when the record does not say it
 */
export function toItem(title: ImdbTitle, source: ItemSource, rank: number): Item {
  const item: Item = {
    title: title.title ?? title.id,
    mediaType: title.mediaType,
    ids: { imdb: title.id },
    rank: title.rank ?? rank,
    sources: [source],
  };
  if (title.year !== undefined) item.year = title.year;
  if (title.rating !== undefined) item.rating = title.rating;
  if (title.description !== undefined) item.description = title.description;
  if (title.addedAt !== undefined) item.addedAt = title.addedAt;
  return item;
}

function isoTime(text: string | undefined): string | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
