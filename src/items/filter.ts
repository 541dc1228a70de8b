import type { Item, MediaType } from "./item.ts";

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
 * Applies a list's limits. What a list does not say cannot pass: an item without a year does not pass a year filter.
 */
export function filterItems(items: Item[], filter: ItemFilter): Filtered {
  const counts = new Map<string, number>();
  const kept: Item[] = [];
  for (const item of items) {
    const reason =
      whyNot(item, filter) ??
      (filter.limit && kept.length >= filter.limit ? `beyond the limit of ${filter.limit}` : undefined);
    if (reason === undefined) kept.push(item);
    else counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return { items: kept, dropped: [...counts].map(([reason, count]) => ({ reason, count })) };
}

function whyNot(item: Item, { mediaType, yearFrom, yearTo, minRating }: ItemFilter): string | undefined {
  if (mediaType && item.mediaType !== mediaType) {
    if (item.mediaType === "unknown") return "neither movie nor show by the list's word";
    return mediaType === "movie" ? "not a movie" : "not a show";
  }
  if ((yearFrom || yearTo) && item.year === undefined) return "without a year";
  if (yearFrom && item.year !== undefined && item.year < yearFrom) return `before ${yearFrom}`;
  if (yearTo && item.year !== undefined && item.year > yearTo) return `after ${yearTo}`;
  if (minRating && item.rating === undefined) return "without a rating";
  if (minRating && item.rating !== undefined && item.rating < minRating) return `rated below ${minRating}`;
  return undefined;
}
