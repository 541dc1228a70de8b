import { throwIfCancelled } from "../errors.ts";
import type { Item, Match, Outcome } from "../items/item.ts";
import type { Overseerr } from "../overseerr/overseerr.ts";
import { placeholderTitle } from "../overseerr/resolve.ts";
import { ServerError } from "../overseerr/server-error.ts";
import type { Store, TitleDetail } from "../state/store.ts";
import { contradicts, lookAndDecide } from "./look.ts";
import { postRequest } from "./post-request.ts";
import { type RequestOptions, requesterOf } from "./request-options.ts";
import type { FullPolicy } from "./request-policy.ts";
import type { RunLimits } from "./run-limits.ts";
import type { TitleDetails } from "./title-details.ts";
import { matchByImdb, wrongNumber } from "./wrong-number.ts";

/** Everything that the requests of one item share. */
export interface Work {
  deps: { overseerr: Overseerr; store?: Store; limits: RunLimits };
  options: RequestOptions;
  policy: FullPolicy;
  details: TitleDetails;
  now: () => Date;
}

/** What became of an item in one quality; item and match may have got their names meanwhile. */
export interface Done {
  item: Item;
  match: Match;
  outcome: Outcome;
}

/**
 * Requests a title in one quality, if it should be.
 *
 * The server gives one and the same failure for a number that TMDB does not know and for TMDB being down. A number that
 * is none of the list's media type shows by the IMDb id being another title's; otherwise the failure stands.
 *
 * @throws ServerError, InputError, CancelledError
 */
export async function requestQuality(item: Item, match: Match, is4k: boolean, work: Work): Promise<Done> {
  try {
    return await requestOne(item, match, is4k, work);
  } catch (error) {
    const unknown = error instanceof ServerError && UNKNOWN_NUMBER.has(error.code);
    if (!unknown || match.matchedBy !== "tmdb") throw error;
    const other = await matchByImdb(item, work.deps, work.options).catch((failure: unknown) => {
      throw failure instanceof ServerError ? error : failure;
    });
    if (!other || (other.tmdbId === match.tmdbId && other.mediaType === match.mediaType)) throw error;
    return requestOne(item, other, is4k, work);
  }
}

/** How a TMDB number without a title fails: 500 from its details, `[TMDB] … 404` from a request. */
const UNKNOWN_NUMBER: ReadonlySet<string> = new Set(["server-unavailable", "server-rejected"]);

async function requestOne(item: Item, match: Match, is4k: boolean, work: Work): Promise<Done> {
  const { deps, options, details, now } = work;
  const { overseerr } = deps;
  throwIfCancelled(options.signal);
  const known = { is4k, policy: await allowedPolicy(match, work), listed: item.seasons, today: day(now()) };
  const { decision, detail } = await lookAndDecide(match, known, overseerr, details, options.signal);
  if (detail && match.matchedBy === "tmdb" && contradicts(item, detail)) {
    const other = await matchByImdb(item, deps, options);
    return other ? requestOne(item, other, is4k, work) : wrongNumber(item, detail, now());
  }

  const named = detail ? withNames(item, match, detail) : { item, match };
  const at = () => now().toISOString();
  if (decision.kind === "settled") {
    const { status, reason } = decision;
    return { ...named, outcome: { status, reason, is4k, at: at() } };
  }
  const user = requesterOf(item, options.asUser);
  const tvdbId = missingTvdbId(item, detail, overseerr);
  const target = { title: match, tvdbId, is4k, seasons: decision.seasons, user };
  const verdict = await postRequest(target, { ...deps, details }, options);
  return { ...named, outcome: { ...verdict, at: at() } };
}

/**
 * Specials are asked for only where the server takes them: others answer 202 each time. A request that ListSync itself
 * cancelled looks on the server as if somebody had deleted it by hand, but is no reason not to ask again.
 */
async function allowedPolicy(match: Match, { deps, policy, options }: Work): Promise<FullPolicy> {
  const { overseerr, store } = deps;
  const [latest] = store?.outcomesOf(overseerr.key, match) ?? [];
  const allowed: FullPolicy = latest?.status === "cancelled" ? { ...policy, onDeleted: "request" } : policy;
  if (!allowed.specials || match.mediaType === "movie") return allowed;
  const { specials } = await overseerr.product({ signal: options.signal });
  return { ...allowed, specials };
}

/** The list's TVDB id where TMDB has none; not one that another title bears, the server would break on it. */
function missingTvdbId(
  item: Item,
  detail: TitleDetail | undefined,
  { index }: Overseerr,
): number | undefined {
  const { tvdb } = item.ids;
  if (detail?.mediaType !== "tv" || detail.tvdbId !== undefined || tvdb === undefined) return undefined;
  return index.getByTvdb(tvdb) ? undefined : tvdb;
}

/** What the server calls the title, for people; an item that came with an id only gets its name. */
function withNames(item: Item, match: Match, detail: TitleDetail): { item: Item; match: Match } {
  const { title, year } = detail;
  const unnamed = item.title === "" || item.title === placeholderTitle(match.mediaType, match.tmdbId);
  return {
    item: unnamed ? { ...item, title } : item,
    match: { ...match, title, ...(year !== undefined && { year }) },
  };
}

const day = (time: Date) => time.toISOString().slice(0, 10);
