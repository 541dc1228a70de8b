import type { Match } from "../items/item.ts";
import type { LibraryIndex, Overseerr } from "../overseerr/overseerr.ts";
import { serialiseByKey } from "../overseerr/posting/serialise-by-key.ts";

/** By the library, which all views of a server share. */
const turns = new WeakMap<LibraryIndex, ReturnType<typeof serialiseByKey>>();

/**
 * Does work on a title of a server when nobody else is at it: requests and cancellations of one title decide one after the
 * other, by what has become of the one before.
 *
 * @throws CancelledError when the signal is aborted before the turn comes
 */
export function inTurn<T>(
  { index }: Overseerr,
  { mediaType, tmdbId }: Pick<Match, "mediaType" | "tmdbId">,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const known = turns.get(index) ?? serialiseByKey();
  turns.set(index, known);
  return known(`${mediaType}:${tmdbId}`, signal, work);
}
