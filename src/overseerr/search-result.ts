/** A movie or a show that a search found. */
export interface TitleResult {
  mediaType: "movie" | "tv";
  tmdbId: number;
  /** In the language of the search. */
  title: string;
  originalTitle?: string;
  /** Of the release or the first broadcast. */
  year?: number;
  tvdbId?: number;
  popularity?: number;
  /** MediaStatus, absent when the server has never heard of the title. */
  status?: number;
  status4k?: number;
}

/** What a title search must step over. */
export interface OtherResult {
  mediaType: "person" | "collection";
  id: number;
  title: string;
}

export type SearchResult = TitleResult | OtherResult;

export interface SearchPage {
  page: number;
  totalPages: number;
  totalResults: number;
  results: SearchResult[];
}
