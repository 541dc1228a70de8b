import type { Wish } from "./wish.ts";

/** What kind of title an item is. `unknown` until an id or the server decides. */
export type MediaType = "movie" | "tv";
export type ItemType = MediaType | "unknown";

/** Ids by which other sites know a title. Numbers are positive integers; `imdb` is `tt` and at least seven digits. */
export interface ItemIds {
  tmdb?: number;
  imdb?: string;
  tvdb?: number;
  trakt?: number;
  mdblist?: string;
  anilist?: number;
  mal?: number;
  simkl?: number;
  /** Film id of Letterboxd: `film:43015`, or its slug where the page does not give the number. */
  letterboxd?: string;
  /** `ratingKey` of Plex's catalogue. */
  plex?: string;
}

/** Where an item came from. An item that stands on several lists has several of them, in the order of the lists. */
export interface ItemSource {
  /** Id of the provider in the registry, for instance `trakt`. */
  provider: string;
  /** Id of the list as the provider's `parse` made it, for instance `sean/horror`. */
  list: string;
  name?: string;
  url?: string;
  /** Id of the user of the server in whose name this list's titles are requested. */
  requestAs?: number;
  /** What the list's options want and the list itself does not tell: decided when the title is found. */
  wish?: Wish;
  /** Id of the entry, on lists to which the outcome can be written back. */
  entry?: string;
}

/** One title as a list names it. */
export interface Item {
  title: string;
  year?: number;
  mediaType: ItemType;
  ids: ItemIds;
  /** Numbers of which nobody says what they are (a bare `id`): they choose among titles that fit, and prove nothing. */
  hints?: Pick<ItemIds, "tmdb">;
  /** Seasons that the list names; absent means the whole show. */
  seasons?: number[];
  /** 0 to 10. */
  rating?: number;
  description?: string;
  /** ISO 8601 time. */
  addedAt?: string;
  /** Place in the list, from 1. */
  rank?: number;
  sources: ItemSource[];
  match?: Match;
  outcome?: Outcome;
  /** All outcomes when one item led to several decisions (4K "both"); `outcome` is then the most telling one. */
  outcomes?: Outcome[];
}

/** Which title of the server an item is, and what the server already knows of it. */
export interface Match {
  tmdbId: number;
  tvdbId?: number;
  mediaType: MediaType;
  title: string;
  year?: number;
  /** MediaStatus of the server, see overseerr/status.ts; absent when the server has never heard of the title. */
  status?: number;
  status4k?: number;
  seasons?: { seasonNumber: number; status: number; status4k?: number }[];
  /** Where it differs from the title. */
  originalTitle?: string;
  /** TMDB's, 0 to 10; only where a search told it. */
  rating?: number;
  /** `choice`: a person said so. */
  matchedBy: "tmdb" | "imdb" | "tvdb" | "title" | "choice";
  /** 0 to 1, only for matches by title. */
  score?: number;
}

/** Everything that can be done with an item, see docs/messages.md; what follows from it stands in outcomes.ts. */
export type OutcomeStatus =
  | "requested"
  | "already_requested"
  | "already_available"
  | "partially_available"
  | "not_found"
  | "ambiguous"
  | "blocklisted"
  | "declined"
  | "quota_exceeded"
  | "skipped"
  | "would_request"
  | "cancelled"
  | "failed";

/** What was done with an item. */
export interface Outcome {
  status: OutcomeStatus;
  /** A sentence a person can act on. */
  reason?: string;
  /** Stable code of the error, only with `failed`, `quota_exceeded` and the like. */
  code?: string;
  httpStatus?: number;
  requestId?: number;
  is4k?: boolean;
  /** Seasons that were (or would be) requested. */
  seasons?: number[];
  /** Titles to choose from, only with `ambiguous`. */
  candidates?: { tmdbId: number; mediaType: MediaType; title: string; year?: number }[];
  /** Exact body of POST /request, only with `would_request`. */
  body?: Record<string, unknown>;
  /** ISO 8601 time. */
  at: string;
}

/** A title that a server says is available. */
export interface Arrival {
  /** As far as it is known here: under which ids, and on which lists it is. */
  item: Pick<Item, "title" | "year" | "mediaType" | "ids" | "seasons"> & Partial<Pick<Item, "sources">>;
  is4k: boolean;
  /** All that was asked for of it, as opposed to single episodes. */
  whole: boolean;
  /** Who says so: `Radarr`. */
  by: string;
  key: string;
  /** Key of the same title as lists name it, where that is how it was recognized. */
  knownAs?: string;
  /** ISO 8601. */
  at: string;
}
