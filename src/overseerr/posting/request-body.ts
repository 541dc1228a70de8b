import type { MediaType } from "../../items/item.ts";

/** What to request. Absent fields are not sent: the server refuses `null`. */
export interface RequestBody {
  mediaType: MediaType;
  /** TMDB id. */
  mediaId: number;
  /** Always sent: without it the server's own check for duplicates is off. */
  is4k: boolean;
  /** For shows only, and there required. What "all" means differs from server to server, see `takesWholeShows`. */
  seasons?: number[] | "all";
  /** Only for shows that TMDB knows no TVDB id of. */
  tvdbId?: number;
  serverId?: number;
  profileId?: number;
  languageProfileId?: number;
  rootFolder?: string;
  tags?: number[];
}

/** The body as it is sent: absent fields left out, seasons and TVDB id only for shows (a movie's would clash). */
export function toWire(body: RequestBody): Record<string, unknown> {
  const { mediaType, mediaId, is4k, seasons, tvdbId, ...rest } = body;
  const fields = { mediaType, mediaId, is4k, ...(mediaType === "tv" && { seasons, tvdbId }), ...rest };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}
