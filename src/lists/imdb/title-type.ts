import type { ItemType } from "../../items/item.ts";

/**
 * IMDb's title types, by `titleType.id` without capitals. The labels of the English CSV exports ("TV Mini Series",
 * since December 2024) and the types of the oldest ones ("Feature Film", "Mini-Series") fold to the same words.
 */
const MEDIA_TYPES: Record<string, ItemType> = {
  movie: "movie",
  tvmovie: "movie",
  video: "movie",
  short: "movie",
  tvshort: "movie",
  tvspecial: "movie",
  featurefilm: "movie",
  shortfilm: "movie",
  documentary: "movie",
  tvseries: "tv",
  tvminiseries: "tv",
  miniseries: "tv",
};

/** What nobody can request as a film or a show, with the word for one of them. */
const LEFT_OUT: Record<string, string> = {
  tvepisode: "episode",
  videogame: "video game",
  musicvideo: "music video",
  podcastseries: "podcast",
  podcastepisode: "podcast episode",
};

const fold = (type: string): string => type.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/**
 * What kind of title an IMDb title type is.
 *
 * @param type `titleType.id`, or the label of a CSV export
 * @returns `unknown` for a type that is not known, such as a label in another language: the id decides then
 */
export const mediaTypeOf = (type: string): ItemType => MEDIA_TYPES[fold(type)] ?? "unknown";

/** The word for a title that is no film and no show (`episode`, `video game`); undefined for all others. */
export const leftOutAs = (type: string): string | undefined => LEFT_OUT[fold(type)];
