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
   * Whether the title behind a TMDB number is looked at before it is requested: one call for each new movie, and for each
   * new show where that would not be looked at anyway. A list that calls a show a movie names another title by its number.
   * @default false
   */
  checkIds?: boolean;
}

/** A policy with every default filled in. */
export type FullPolicy = Required<RequestPolicy>;

/** What counts where nothing is said; the node's fields start with it as well. */
export const DEFAULT_POLICY = {
  is4k: "no",
  seasons: "all",
  specials: false,
  onDeclined: "respect",
  onDeleted: "respect",
  onPartial: "missing",
  checkIds: false,
} as const satisfies FullPolicy;

/** The policy among other options, with every default filled in. */
export const fullPolicy = (options: RequestPolicy = {}): FullPolicy => ({
  is4k: options.is4k ?? DEFAULT_POLICY.is4k,
  seasons: options.seasons ?? DEFAULT_POLICY.seasons,
  specials: options.specials ?? DEFAULT_POLICY.specials,
  onDeclined: options.onDeclined ?? DEFAULT_POLICY.onDeclined,
  onDeleted: options.onDeleted ?? DEFAULT_POLICY.onDeleted,
  onPartial: options.onPartial ?? DEFAULT_POLICY.onPartial,
  checkIds: options.checkIds ?? DEFAULT_POLICY.checkIds,
});

/** Whether a policy asks for the regular seasons, all of them, whatever a look at the show would tell. */
export const wantsAllSeasons = ({ seasons, specials, checkIds }: FullPolicy): boolean =>
  seasons === "all" && !specials && !checkIds;
