import type { Item, Outcome } from "../../items/item.ts";
import { refusedBy, undecided } from "../../items/wish.ts";
import * as messages from "../messages.ts";
import type { Overseerr } from "../overseerr.ts";

/**
 * Decides, now that it is known which title an item is, what its lists left open: only movies, years, a lowest rating. A
 * list that does not want the title is left out of its sources; when no list wants it, the outcome says why.
 *
 * @returns the item with its match, or with the outcome `skipped` instead
 * @throws ServerError when the title's details are needed and cannot be read
 */
export async function decideWishes(
  item: Item,
  overseerr: Pick<Overseerr, "details">,
  at: string,
  signal?: AbortSignal,
): Promise<Item> {
  const { match, sources } = item;
  const wishes = sources.flatMap(({ wish }) => wish ?? []);
  if (!match || wishes.length === 0) return item;
  const known = { mediaType: match.mediaType, year: match.year, rating: match.rating ?? item.rating };
  const needsMore = wishes.some((wish) => !refusedBy(known, wish) && undecided(known, wish));
  const detail = needsMore ? await overseerr.details(match.mediaType, match.tmdbId, { signal }) : undefined;
  const facts = { ...known, year: known.year ?? detail?.year, rating: known.rating ?? detail?.rating };
  const left = sources.map((source) => ({ source, reason: source.wish && refusedBy(facts, source.wish) }));
  const wanted = left.flatMap(({ source: { wish: _, ...source }, reason }) => (reason ? [] : [source]));
  if (wanted.length > 0) return { ...item, sources: wanted };
  const [first] = left;
  const { match: _, ...rest } = item;
  const outcome: Outcome = {
    status: "skipped",
    reason: messages.excludedByList(first?.reason ?? ""),
    at,
  };
  return { ...rest, outcome };
}
