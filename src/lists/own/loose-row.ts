/** One title as a reader of own lists found it; `normaliseItem` makes an item of it. */
export interface LooseRow {
  title?: string;
  year?: string | number;
  mediaType?: string;
  /** A number or word of which nobody says what it is: only a hint, see items/normalise.ts. */
  id?: string | number;
  imdb_id?: string | number;
  tmdb_id?: string | number;
  tvdb_id?: string | number;
  trakt_id?: string | number;
  simkl_id?: string | number;
  anilist_id?: string | number;
  mal_id?: string | number;
  seasons?: number[];
  rating?: string | number;
  /** Best possible rating of the list; 10 without it. */
  rating_scale?: number;
  description?: string;
  addedAt?: string;
  rank?: number;
}

/** An entry of a list that is no title, or none that can be asked for; the reason goes behind "left out: ". */
export interface LeftOut {
  leftOut: string;
}

/** What a reader yields for every entry of a list: each is a title, or is left out with a reason. */
export type Entry = LooseRow | LeftOut;

/** Takes a sentence for the person, about the list as a whole. */
export type Warn = (sentence: string) => void;

export const isLeftOut = (entry: Entry): entry is LeftOut => "leftOut" in entry;

/** Longest line of a text, and longest cell of a table, that can be a title with its notes. */
export const LONGEST_LINE = 2000;

export const NO_TITLE = "no title and no id";
export const PERSON = "a person";
export const SEVERAL = "several titles in one line";
export const NO_PAGE = "an address without a title";
export const NEITHER = "neither an object nor text";
export const EPISODE = "an episode, not a show";
export const TOO_LONG = `longer than ${LONGEST_LINE.toLocaleString("en")} characters`;

/** Whether a row says which title is meant, by a name or by an id. */
export const namesTitle = (row: LooseRow): boolean =>
  Boolean(row.title || row.imdb_id || row.tmdb_id || row.tvdb_id || row.id !== undefined) ||
  Boolean(row.trakt_id || row.simkl_id || row.anilist_id || row.mal_id);
