import * as messages from "./messages.ts";
/** What a list's options want of its titles. */
export interface Wish {
  mediaType?: "movie" | "tv";
  /** First year that passes. */
  yearFrom?: number;
  /** Last year that passes. */
  yearTo?: number;
  /** Lowest rating that passes, 0 to 10. */
  minRating?: number;
}

/** What is known of a title; `unknown` and absent are the same. */
export interface Known {
  mediaType?: string;
  year?: number | undefined;
  rating?: number | undefined;
}

/**
 * Why a title does not fit a wish, ready to be shown: `not a movie`, `before 1990`.
 *
 * @returns undefined when nothing that is known speaks against it
 */
export function refusedBy({ mediaType, year, rating }: Known, wish: Wish): string | undefined {
  if (wish.mediaType && isType(mediaType) && mediaType !== wish.mediaType)
    return wish.mediaType === "movie" ? messages.notAMovie() : messages.notAShow();
  if (wish.yearFrom && year !== undefined && year < wish.yearFrom) return `before ${wish.yearFrom}`;
  if (wish.yearTo && year !== undefined && year > wish.yearTo) return `after ${wish.yearTo}`;
  if (wish.minRating && rating !== undefined && rating < wish.minRating)
    return messages.ratedBelow(wish.minRating);
  return undefined;
}

/** The part of a wish that cannot be decided by what is known; undefined when all of it can. */
export function undecided({ mediaType, year, rating }: Known, wish: Wish): Wish | undefined {
  const open: Wish = {
    ...(wish.mediaType && !isType(mediaType) && { mediaType: wish.mediaType }),
    ...(wish.yearFrom && year === undefined && { yearFrom: wish.yearFrom }),
    ...(wish.yearTo && year === undefined && { yearTo: wish.yearTo }),
    ...(wish.minRating && rating === undefined && { minRating: wish.minRating }),
  };
  return Object.keys(open).length > 0 ? open : undefined;
}

const isType = (mediaType: string | undefined): boolean => mediaType === "movie" || mediaType === "tv";
