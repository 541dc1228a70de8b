/** Which seasons of a show are wanted; a number N means the first N. */
export type SeasonPolicy = "all" | "first" | "latest" | "missing" | "listed" | number;

/** What should be requested, and what should be left alone. */
export interface RequestPolicy {
  /** Standard quality, 4K, or a request for each. @default "no" */
  is4k?: "no" | "yes" | "both";
  /**
   * `all` every regular season, announced ones included · `missing` those that have begun and are neither there nor
   * requested; later ones follow when they begin · `first` season 1 · `latest` the last that has begun · `listed` those
   * that the list names, all if it names none · N the first N. What is there or requested is never asked for again.
   * @default "all"
   */
  seasons?: SeasonPolicy;
  /** Season 0 too, with `all` and `missing`. @default false */
  specials?: boolean;
  /** A request that somebody declined: leave it so, or ask again. @default "respect" */
  onDeclined?: "respect" | "request";
  /** A title whose request or files somebody deleted: leave it so, or ask again. @default "respect" */
  onDeleted?: "respect" | "request";
  /** A show of which some seasons are there: ask for the missing ones, or leave it. @default "missing" */
  onPartial?: "missing" | "leave";
  /**
   * Whether the title behind a movie's TMDB number is looked at before it is requested: one call for each new movie. A
   * list that calls a show a movie names another title by the show's number. Shows are looked at anyway.
   * @default false
   */
  checkIds?: boolean;
}

/** A policy with every default filled in. */
export type FullPolicy = Required<RequestPolicy>;

/** Fills in the defaults of a policy. */
export const fullPolicy = ({
  is4k = "no",
  seasons = "all",
  specials = false,
  onDeclined = "respect",
  onDeleted = "respect",
  onPartial = "missing",
  checkIds = false,
}: RequestPolicy = {}): FullPolicy => ({
  is4k,
  seasons,
  specials,
  onDeclined,
  onDeleted,
  onPartial,
  checkIds,
});
