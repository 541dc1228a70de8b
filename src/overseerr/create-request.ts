import type { MediaType } from "../items/item.ts";

/** What to request. Absent fields are not sent: the server refuses `null`. */
export interface RequestBody {
  mediaType: MediaType;
  /** TMDB id. */
  mediaId: number;
  /** Always sent: without it the server's own check for duplicates is off. */
  is4k: boolean;
  /** Explicit numbers, for shows only and there required: what "all" means differs from version to version. */
  seasons?: number[];
  /** Only for shows that TMDB knows no TVDB id of. */
  tvdbId?: number;
  serverId?: number;
  profileId?: number;
  languageProfileId?: number;
  rootFolder?: string;
  tags?: number[];
}

/** How the server took a request. A refusal is a ServerError. */
export type RequestResult =
  | {
      kind: "created";
      id: number;
      /** MediaRequestStatus: 1 waits for approval, 2 approved, … */
      status: number;
      /** Seasons the request really covers; the server drops those that were asked for before. */
      seasons: number[];
      is4k: boolean;
      requestedBy?: number;
      /** The answer to the POST was lost; the request was found on the server afterwards. */
      foundAfterwards?: boolean;
    }
  /** 202: every season has been requested already, or specials are switched off. */
  | { kind: "nothing-left"; message: string }
  /** 201 without a request: the server made it and removed it again (Sonarr needs a TVDB id). */
  | { kind: "vanished"; message: string };
