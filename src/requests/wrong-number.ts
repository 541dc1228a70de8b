import { throwIfCancelled } from "../errors.ts";
import type { Item, Match, Outcome } from "../items/item.ts";
import type { Overseerr } from "../overseerr/overseerr.ts";
import { type ResolveDeps, type ResolveOptions, resolveItem } from "../overseerr/resolve.ts";
import { searchImdb } from "../overseerr/search-id.ts";
import type { TitleDetail } from "../state/store.ts";

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
 * What the server says now that an item is by its IMDb id, whatever is remembered: a title that it finds shows that TMDB
 * is up, and so that a number which failed is none.
 *
 * @throws ServerError
 */
export async function askByImdb(
  item: Item,
  overseerr: Overseerr,
  signal: AbortSignal | undefined,
): Promise<Match | undefined> {
  const { imdb } = item.ids;
  if (imdb === undefined) return undefined;
  const answer = await searchImdb(overseerr, item, imdb);
  throwIfCancelled(signal);
  if (answer.kind !== "found") return undefined;
  const { mediaType, tmdbId, title, year } = answer.result;
  return { mediaType, tmdbId, title, ...(year !== undefined && { year }), matchedBy: "imdb" };
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
  const reason = `TMDB ${kind} ${tmdbId} is "${title}" (${year ?? "no year"}), the list says "${item.title}" (${item.year ?? "no year"}). Check the list's media type and TMDB id.`;
  const candidates = [{ tmdbId, mediaType, title, ...dated }];
  return {
    item,
    match: { tmdbId, mediaType, title, matchedBy: "tmdb", ...dated },
    outcome: { status: "ambiguous", reason, candidates, at: now.toISOString() },
  };
}
