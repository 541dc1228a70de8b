/** A title as IMDb knows it. */
export interface ImdbRecord {
  /** `tt0133093` */
  id: string;
  title: string;
  year?: number;
  /** IMDb's `titleType.id`. @default "movie" */
  type?: string;
  rating?: number;
}

/** A list or a watchlist. */
export interface ImdbListData {
  name?: string;
  /** @default ur00000001, "somebody" */
  owner?: { userId: string; name: string };
  private?: boolean;
  /** What the list is of. @default "TITLES" */
  listType?: string;
  entries: ImdbRecord[];
}

/** Everything the server knows; all in memory and free to be changed while it runs. */
export interface ImdbData {
  /** By `ls…`. */
  lists: Record<string, ImdbListData>;
  /** By `ur…`. */
  watchlists: Record<string, ImdbListData>;
  /** `ur…` by `p.…`. */
  profiles: Record<string, string>;
  /** By chart type (`TOP_RATED_MOVIES`), trend (`INDIA_TITLE_TRENDS_UPCOMING`) or `BOX_OFFICE`. */
  charts: Record<string, ImdbRecord[]>;
  /** What searches look through, and single titles are found in. */
  titles: ImdbRecord[];
}

/**
 * A title of the catalogue as IMDb knows it.
 *
 * @param title from test/servers/catalogue
 */
export const toImdbRecord = (title: {
  imdbId: string;
  title: string;
  year: number;
  mediaType: "movie" | "tv";
}): ImdbRecord => ({
  id: title.imdbId,
  title: title.title,
  year: title.year,
  type: title.mediaType === "tv" ? "tvSeries" : "movie",
});

/** Titles that do not exist, for lists of any length. */
export const inventedRecords = (count: number, from = 1): ImdbRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `tt${9_000_000 + from + index}`,
    title: `Invented ${from + index}`,
    year: 1950 + (index % 70),
    type: index % 5 === 4 ? "tvSeries" : "movie",
    rating: 5 + (index % 50) / 10,
  }));
