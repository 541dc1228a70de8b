import type { Item, Match } from "../items/item.ts";
import type { RequestBody } from "../overseerr/overseerr.ts";
import type { ResolveOptions } from "../overseerr/search/resolve-options.ts";
import type { Requester } from "../runs/run-limits.ts";
import type { RequestPolicy } from "./request-policy.ts";

/** Which Radarr or Sonarr fetches a title, and how. Absent: the server's own choice. */
export interface ServiceChoice {
  serverId?: number;
  profileId?: number;
  languageProfileId?: number;
  rootFolder?: string;
  tags?: number[];
}

export interface RequestOptions extends RequestPolicy, ResolveOptions {
  /**
   * In whose name requests are made: a user's id, or `"list"` for the user that an item's list names. Their approval
   * rules and quotas hold. @default the owner of the API key
   */
  asUser?: number | "list";
  /** For movies. With `is4k: "both"` it is for standard quality only. @default the server's own choice */
  radarr?: ServiceChoice;
  /** For shows. With `is4k: "both"` it is for standard quality only. @default the server's own choice */
  sonarr?: ServiceChoice;
  /** Give requests of ours that Radarr or Sonarr refused to them again, once a run. @default false */
  retryFailed?: boolean;
  /** How many titles the run has, where that is known. */
  total?: number;
  /** Told when the title waits for something that others are doing: another one may be handled meanwhile. */
  onWait?: () => void;
  /** Decide everything and send nothing. @default false */
  dryRun?: boolean;
}

/** `Target.dropped` of a show whose TVDB id neither TMDB, the server nor the list knows. */
export const NO_TVDB = "TVDB unknown";

/** What is to be requested. */
export interface Target {
  /** Called when nothing keeps the title from being requested any more, or from being named in a dry run. */
  describe?(): Promise<void>;
  title: Pick<Match, "mediaType" | "tmdbId" | "title" | "year">;
  /** What was asked for, as it came. */
  item: Item;
  /** As the list gives it, for a show of which TMDB knows none: Sonarr cannot take it without. */
  tvdbId?: number;
  is4k: boolean;
  seasons?: number[] | "all";
  /** For a show that was looked at: what it depends on whether the server drops it again for want of a TVDB id. */
  dropped?: string;
  user: Requester;
}

/** The user in whose name an item is requested: the first of its lists that names one decides. */
export function requesterOf(item: Item, asUser: RequestOptions["asUser"]): Requester {
  return asUser === "list"
    ? item.sources.find(({ requestAs }) => requestAs !== undefined)?.requestAs
    : asUser;
}

/** The exact body of POST /request; absent fields are left out, because the server refuses `null`. */
export function requestBody({ title, is4k, seasons, tvdbId }: Target, options: RequestOptions): RequestBody {
  const { mediaType, tmdbId } = title;
  const choice = mediaType === "movie" ? options.radarr : options.sonarr;
  const { serverId, profileId, languageProfileId, rootFolder, tags } =
    is4k && options.is4k === "both" ? {} : (choice ?? {});
  return {
    mediaType,
    mediaId: tmdbId,
    is4k,
    ...(mediaType === "tv" && seasons && { seasons }),
    ...(mediaType === "tv" && tvdbId !== undefined && { tvdbId }),
    ...(serverId !== undefined && { serverId }),
    ...(profileId !== undefined && { profileId }),
    ...(languageProfileId !== undefined && { languageProfileId }),
    ...(rootFolder && { rootFolder }),
    ...(tags && tags.length > 0 && { tags }),
  };
}
