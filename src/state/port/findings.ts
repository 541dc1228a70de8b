import type { Match, MediaType, Outcome } from "../../items/item.ts";

/** What an id or a title was found to be; kept for good, a "nothing found" only until `retryAt`. */
export type Resolution =
  | {
      found: true;
      mediaType: MediaType;
      tmdbId: number;
      tvdbId?: number;
      title: string;
      year?: number;
      originalTitle?: string;
      rating?: number;
      matchedBy: Match["matchedBy"];
      score?: number;
    }
  | {
      found: false;
      tries: number;
      retryAt: string;
      /** Several titles fit equally well: a person has to choose. */
      ambiguous?: true;
      /** What the server has that resembles it. */
      candidates?: NonNullable<Outcome["candidates"]>;
    };

/** What one look at a title's details said; spares the look next time. */
export interface TitleDetail {
  mediaType: MediaType;
  tmdbId: number;
  tvdbId?: number;
  imdbId?: string;
  title: string;
  originalTitle?: string;
  year?: number;
  /** TMDB's, 0 to 10. */
  rating?: number;
  /** Regular seasons and 0 for specials; `airDate` as `YYYY-MM-DD`. Only for shows. */
  seasons?: { seasonNumber: number; airDate?: string; episodes?: number }[];
  /** Requests of the title as the server listed them. */
  requests: { id: number; is4k: boolean; status: number; seasons: number[]; requestedBy?: number }[];
  /** MediaStatus of the row when this was read. */
  status?: number;
  status4k?: number;
  /** Nobody has looked: this is what the answer to a request said. Seasons without dates, no specials. */
  unseen?: true;
  /** ISO 8601 time. */
  at: string;
}

/** What servers said of titles, which spares asking again. */
export interface FindingMemory {
  /** What is known of `key` (see overseerr/resolution-key.ts), "nothing found" included, however old. */
  resolution(server: string, key: string): Promise<Resolution | undefined>;
  saveResolution(server: string, key: string, resolution: Resolution): Promise<void>;
  titleDetail(server: string, mediaType: MediaType, tmdbId: number): Promise<TitleDetail | undefined>;
  saveTitleDetail(server: string, detail: TitleDetail): Promise<void>;
}
