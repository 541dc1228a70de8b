import { isByHand } from "../items/is-by-hand.ts";
import type { Item, Match } from "../items/item.ts";
import { placeholderTitle } from "../overseerr/search/resolve.ts";
import type { OwnRequests } from "./intents/own-requests.ts";
import { refusalKey } from "./lasting-refusals.ts";
import { quotaKeeper } from "./quota/quota-keeper.ts";
import { requesterOf } from "./request-options.ts";
import { wantsAllSeasons } from "./request-policy.ts";
import type { Work } from "./work.ts";

/** Whether the list or the memory gave no name that a person would know the title by. */
export const isUnnamed = ({ title }: Item, { mediaType, tmdbId }: Match): boolean =>
  title === "" || title === placeholderTitle(mediaType, tmdbId);

/**
 * Whether a show of which the server has no row can be requested as a whole without a look at it: nothing that a look would
 * tell could change what is requested. A number that people wrote themselves is compared with the name beside it; a show
 * that Sonarr did not take may need its list's TVDB id; a user with a quota spends it by the season.
 *
 * @throws CancelledError
 */
export async function needsNoLook(
  item: Item,
  match: Match,
  is4k: boolean,
  own: OwnRequests,
  { deps, options, policy, refusals, now }: Work,
): Promise<boolean> {
  if (match.mediaType !== "tv" || !wantsAllSeasons(policy) || own.requested || own.cancelled) return false;
  if (isUnnamed(item, match) || (match.matchedBy === "tmdb" && isByHand(item))) return false;
  if (await refusals.has(refusalKey.dropped(match.tmdbId, is4k))) return false;
  const { overseerr } = deps;
  const { signal, scope } = options;
  if (!(await overseerr.takesWholeShows({ signal }))) return false;
  const user = requesterOf(item, options.asUser);
  return quotaKeeper(overseerr).isUnlimited({ user, mediaType: "tv", units: 1, scope, signal, now });
}
