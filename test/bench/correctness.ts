import type { CatalogueTitle } from "../servers/catalogue/title.ts";
import type { OverseerrServer } from "../servers/overseerr/server.ts";

/** How many wished titles have been requested, and what else has. */
export interface Correctness {
  /** Titles that had to be requested. */
  wanted: number;
  /** Of them, those with one request that holds every season but the specials. */
  right: number;
  /** Requests that nobody wanted: other titles, or a title a second time. */
  wrong: number;
}

/**
 * Compares what stands on the server with what had to be asked for.
 *
 * @param before - number of requests before the first run
 */
export function checkRequests(
  { requests, media }: Pick<OverseerrServer, "requests" | "media">,
  wanted: readonly CatalogueTitle[],
  before: number,
): Correctness {
  const titles = new Map(media.map(({ id, mediaType, tmdbId }) => [id, `${mediaType}:${tmdbId}`]));
  const open = new Map(wanted.map((title) => [`${title.mediaType}:${title.tmdbId}`, title]));
  let right = 0;
  let wrong = 0;
  for (const { mediaId, seasons } of requests.slice(before)) {
    const key = titles.get(mediaId) ?? "";
    const title = open.get(key);
    open.delete(key);
    if (!title) wrong += 1;
    else if (hasAllSeasons(title, seasons)) right += 1;
  }
  return { wanted: wanted.length, right, wrong };
}

function hasAllSeasons(title: CatalogueTitle, requested: { seasonNumber: number }[]): boolean {
  if (title.mediaType === "movie") return true;
  const regular = title.seasons.filter(({ seasonNumber }) => seasonNumber > 0).map((one) => one.seasonNumber);
  return (
    requested.length === regular.length &&
    regular.every((number) => requested.some((season) => season.seasonNumber === number))
  );
}
