import type { Item, MediaType } from "./item.ts";
import * as messages from "./messages.ts";
import { refusedBy, undecided, type Wish } from "./wish.ts";

/** What may pass of a list. Absent (or 0, or "") means no restriction. */
export interface ItemFilter {
  /** Keep the first so many of what is left after the other filters. @default no limit */
  limit?: number;
  /** @default both */
  mediaType?: MediaType | "";
  /** First year that passes. @default no restriction */
  yearFrom?: number;
  /** Last year that passes. @default no restriction */
  yearTo?: number;
  /** Lowest rating that passes, 0 to 10. @default no restriction */
  minRating?: number;
}

export interface Filtered {
  items: Item[];
  /** What was left out and why, ready to be shown: `{ reason: "before 1990", count: 12 }`. */
  dropped: { reason: string; count: number }[];
}

/**
 * Applies a list's limits. What a list does not say of a title is decided when it is known which title it is: the item
 * passes with the wish on its source (see wish.ts).
 */
export function filterItems(items: Item[], filter: ItemFilter): Filtered {
  const counts = new Map<string, number>();
  const kept: Item[] = [];
  const wish = wishOf(filter);
  for (const item of items) {
    const reason =
      refusedBy(item, wish) ??
      (filter.limit && kept.length >= filter.limit ? messages.beyondLimit(filter.limit) : undefined);
    if (reason === undefined) kept.push(withWish(item, undecided(item, wish)));
    else counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return { items: kept, dropped: [...counts].map(([reason, count]) => ({ reason, count })) };
}

function wishOf({ mediaType, yearFrom, yearTo, minRating }: ItemFilter): Wish {
  return {
    ...(mediaType && { mediaType }),
    ...(yearFrom && { yearFrom }),
    ...(yearTo && { yearTo }),
    ...(minRating && { minRating }),
  };
}

const withWish = (item: Item, wish: Wish | undefined): Item =>
  wish ? { ...item, sources: item.sources.map((source) => ({ ...source, wish })) } : item;
