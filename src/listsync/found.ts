/** Titles that are taken at most, those that ListSync saw last. */
export const MOST_TITLES = 200_000;

/** Lists that are taken at most; nobody has as many. */
export const MOST_LISTS = 5000;

/** A list as ListSync keeps it. */
export interface FoundList {
  /** ListSync's word for the site: `trakt_special`. */
  type: string;
  id: string;
  url?: string;
  /** Id of the user of the request server who requests its titles. */
  user?: string;
}

/** A title that ListSync matched with one of the request server. What it says of it proves nothing, see state/port/imports.ts. */
export interface FoundTitle {
  /** As the list had it, not the server. */
  mediaType: "movie" | "tv";
  tmdbId: number;
  title: string;
  year?: number;
  /** ListSync's word. */
  status: string;
  /** ISO 8601; absent where it cannot be read. */
  at?: string;
}

/** A setting of ListSync's web pages. */
export interface FoundSetting {
  key: string;
  value: string;
  encrypted: boolean;
}

/** All that is read of `list_sync.db`. */
export interface FoundDatabase {
  /** Versions of ListSync that have such tables. */
  version: string;
  lists: FoundList[];
  /** Rows of lists that were not read: there are too many, or they have no name, or one of great length. */
  lostLists: number;
  titles: FoundTitle[];
  /** Rows of titles that were not read, since there are too many. */
  lostTitles: number;
  /** Rows that name no title of the server. */
  unmatched: number;
  settings: FoundSetting[];
  users: { id: string; name: string }[];
  /** Hours between two syncs. */
  interval?: number;
  /** Tables that no known version has; nothing is read of them. */
  unknown: string[];
}
