import { throwIfCancelled } from "../errors.ts";
import type { Item, Match, Outcome } from "../items/item.ts";
import type { Overseerr } from "../overseerr/overseerr.ts";
import { isOtherTitle } from "../overseerr/search/hand-written-id.ts";
import { type ResolveDeps, resolveItem } from "../overseerr/search/resolve.ts";
import type { ResolveOptions } from "../overseerr/search/resolve-options.ts";
import { searchImdb, searchTvdb } from "../overseerr/search/search-id.ts";
import type { TitleDetail } from "../state/port/findings.ts";
import * as messages from "./messages.ts";

/**
 * What an item is by its IMDb id alone, for a list whose TMDB number is another title's.
 *
 * @throws ServerError
 */
export async function matchByImdb(
  item: Item,
  deps: ResolveDeps,
  options: ResolveOptions,
): Promise<Match | undefined> {
  const { imdb } = item.ids;
  if (imdb === undefined) return undefined;
  const { match } = (await resolveItem({ ...item, ids: { imdb } }, deps, options)).item;
  return match?.matchedBy === "imdb" ? match : undefined;
}

/**
 * What the server says now that an item is by its other ids, IMDb's first and a show's of TheTVDB then, whatever is remembered: a title that it finds shows that TMDB
 * is up, and so that a number which failed is none.
 *
 * @throws ServerError
 */
export async function askByOtherId(
  item: Item,
  overseerr: Overseerr,
  signal: AbortSignal | undefined,
): Promise<Match | undefined> {
  const { imdb, tvdb } = item.ids;
  const asked = imdb === undefined ? undefined : await searchImdb(overseerr, item, imdb);
  throwIfCancelled(signal);
  const isFound = asked?.kind === "found";
  const answer =
    isFound || tvdb === undefined || item.mediaType === "movie"
      ? asked
      : await searchTvdb(overseerr, item, tvdb);
  throwIfCancelled(signal);
  if (answer?.kind !== "found") return undefined;
  const { mediaType, tmdbId, title, originalTitle, year } = answer.result;
  const match: Match = {
    mediaType,
    tmdbId,
    title,
    ...(originalTitle !== undefined && originalTitle !== title && { originalTitle }),
    ...(year !== undefined && { year }),
    matchedBy: isFound ? "imdb" : "tvdb",
  };
  return isOtherTitle(item, match) ? undefined : match;
}

/** The outcome when a TMDB number turned out to be another title than the list names: a person has to decide. */
export function wrongNumber(
  item: Item,
  detail: TitleDetail,
  now: Date,
): { item: Item; match: Match; outcome: Outcome } {
  const { tmdbId, mediaType, title, year } = detail;
  const dated = year !== undefined && { year };
  const kind = mediaType === "tv" ? "show" : "movie";
  const reason = messages.otherTitle(kind, tmdbId, { title, year }, item);
  const candidates = [{ tmdbId, mediaType, title, ...dated }];
  return {
    item,
    match: { tmdbId, mediaType, title, matchedBy: "tmdb", ...dated },
    outcome: { status: "ambiguous", reason, candidates, at: now.toISOString() },
  };
}
