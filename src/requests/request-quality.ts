import { CancelledError, ListSyncError, throwIfCancelled } from "../errors.ts";
import type { Item, Match, Outcome } from "../items/item.ts";
import type { LibraryIndex, Overseerr } from "../overseerr/overseerr.ts";
import { placeholderTitle } from "../overseerr/resolve.ts";
import { ServerError } from "../overseerr/server-error.ts";
import { createTurns } from "../overseerr/turns.ts";
import type { RunLimits } from "../runs/run-limits.ts";
import type { Store, TitleDetail } from "../state/store.ts";
import type { FailedWatch } from "./failed-watch.ts";
import { interpretError } from "./interpret.ts";
import { contradicts, lookAndDecide } from "./look.ts";
import { type OwnRequests, ownRequests } from "./own-requests.ts";
import { postRequest } from "./post-request.ts";
import type { Refusals } from "./refusals.ts";
import { NO_TVDB, type RequestOptions, requesterOf } from "./request-options.ts";
import type { FullPolicy } from "./request-policy.ts";
import { settleIntent } from "./settle-intent.ts";
import type { TitleDetails } from "./title-details.ts";
import { checkUnknown, recallUnknown } from "./unknown-title.ts";
import { askByOtherId, matchByImdb, wrongNumber } from "./wrong-number.ts";

/** Everything that the requests of one item share. */
export interface Work {
  deps: { overseerr: Overseerr; store?: Store; limits: RunLimits };
  options: RequestOptions;
  policy: FullPolicy;
  details: TitleDetails;
  refusals: Refusals;
  watch: FailedWatch;
  /** Tells the watch that the item is decided, or waits for it. */
  decided: () => void;
  now: () => Date;
}

/** What became of an item in one quality; item and match may have got their names meanwhile. */
export interface Done {
  item: Item;
  match: Match;
  outcome: Outcome;
  /** Our own requests of it, which should be on their way. */
  requestIds?: number[];
  /** The failure behind an outcome `failed`. */
  failure?: ListSyncError;
}

/** Why an item may be another title than its TMDB number says. */
interface Doubt {
  /** The number failed as one that TMDB does not know. */
  error?: ServerError;
  /** That was found out in an earlier run. */
  remembered?: boolean;
  /** The number is a title that the list does not mean. */
  detail?: TitleDetail;
}

/**
 * Requests a title in one quality, if it should be. One decision per title at a time: another item of the same title
 * decides when it is known what became of the first.
 *
 * The server gives one and the same failure for a number that TMDB does not know and for TMDB being down. A number that
 * is none of the list's media type shows by the IMDb id being another title's; otherwise the failure stands.
 *
 * @throws ServerError, InputError, CancelledError
 */
export async function requestQuality(item: Item, match: Match, is4k: boolean, work: Work): Promise<Done> {
  const { deps, options, refusals, now } = work;
  const { mediaType, tmdbId } = match;
  const takeTurns = turnsOf(deps.overseerr);
  const done = await takeTurns(`${mediaType}:${tmdbId}`, options.signal, async (): Promise<Done | Doubt> => {
    const unknown = match.matchedBy === "tmdb" && recallUnknown(match, deps.overseerr, refusals);
    return unknown ? { error: unknown, remembered: true } : requestOne(item, match, is4k, work);
  });
  if ("outcome" in done) return done;
  const { error, detail, remembered = false } = done;
  if (detail) {
    const other = await matchByImdb(item, deps, options);
    return other ? requestQuality(item, other, is4k, work) : wrongNumber(item, detail, now());
  }
  const asking = remembered
    ? matchByImdb(item, deps, options)
    : askByOtherId(item, deps.overseerr, options.signal);
  const other = await asking.catch((failure: unknown) => {
    throw failure instanceof ServerError ? error : failure;
  });
  const known =
    remembered || !error ? error : await checkUnknown(match, error, deps.overseerr, refusals, options.signal);
  if (!other || (other.tmdbId === tmdbId && other.mediaType === mediaType)) throw known;
  return requestQuality(item, other, is4k, work);
}

/** By the library, which all views of a server share. */
const turns = new WeakMap<LibraryIndex, ReturnType<typeof createTurns>>();

function turnsOf({ index }: Overseerr): ReturnType<typeof createTurns> {
  const known = turns.get(index) ?? createTurns();
  turns.set(index, known);
  return known;
}

async function requestOne(item: Item, match: Match, is4k: boolean, work: Work): Promise<Done | Doubt> {
  const { deps, options, details, refusals, watch, now } = work;
  const { overseerr } = deps;
  throwIfCancelled(options.signal);
  const settled = options.dryRun
    ? undefined
    : await settleIntent(match, is4k, { ...deps, details }, options.signal);
  if (settled)
    return {
      ...withNames(item, match, settled.detail),
      outcome: { ...settled.verdict, at: now().toISOString() },
    };
  const own = ownRequests(deps.store?.outcomesOf(overseerr.key, match) ?? [], is4k);
  const policy = await allowedPolicy(match, own, work);
  const known = {
    is4k,
    policy,
    listed: item.seasons,
    asked: own.seasons,
    ours: own.requested,
    today: day(now()),
  };
  const looked = await lookAndDecide(match, known, overseerr, details, options.signal).catch(
    doubtIf(match, isUnknownInDetails),
  );
  if (!("decision" in looked)) return looked;
  const { decision, detail } = looked;
  if (detail && match.matchedBy === "tmdb" && contradicts(item, detail)) return { detail };

  let named = detail ? withNames(item, match, detail) : { item, match };
  const at = () => now().toISOString();
  if (decision.kind === "settled") {
    const { status, reason } = decision;
    const outcome = { status, reason, is4k, at: at() };
    return { ...named, outcome, ...(status === "already_requested" && { requestIds: own.requestIds }) };
  }
  const user = requesterOf(item, options.asUser);
  const tvdbId = missingTvdbId(item, detail, overseerr);
  const showId = detail?.tvdbId ?? tvdbId;
  const dropped =
    detail?.mediaType === "tv" ? (showId === undefined ? NO_TVDB : `TVDB ${showId}`) : undefined;
  /** Nobody can tell from "TMDB movie 693134" what was requested. */
  const describe = async () => {
    const found = isUnnamed(item, match) && !detail ? await nameOf(match, work) : undefined;
    if (found) named = withNames(item, match, found);
  };
  const target = { title: match, tvdbId, is4k, seasons: decision.seasons, user, dropped, describe };
  try {
    const verdict = await postRequest(target, { ...deps, details, refusals, watch }, options);
    return { ...named, outcome: { ...verdict, at: at() } };
  } catch (error) {
    if (match.matchedBy === "tmdb" && error instanceof ServerError && isUnknownInRequest(error))
      return { error };
    if (error instanceof CancelledError || !(error instanceof ListSyncError)) throw error;
    return { ...named, outcome: { ...interpretError(error, is4k), at: at() }, failure: error };
  }
}

/** Makes a doubt of the failure that a number without a title gives; throws every other. */
const doubtIf =
  ({ matchedBy }: Match, isUnknown: (error: ServerError) => boolean) =>
  (error: unknown): Doubt => {
    if (matchedBy === "tmdb" && error instanceof ServerError && isUnknown(error)) return { error };
    throw error;
  };

/** `Unable to retrieve movie.`, which the server says as well when TMDB fails. */
const isUnknownInDetails = ({ code, httpStatus }: ServerError) =>
  code === "server-unavailable" && httpStatus === 500;

/** `[TMDB] … 404` */
const isUnknownInRequest = ({ code, httpStatus }: ServerError) =>
  code === "server-rejected" && httpStatus === 500;

/** Specials are asked for only where the server takes them: others answer 202 each time. */
async function allowedPolicy(
  { mediaType }: Match,
  { cancelled }: OwnRequests,
  { deps, policy, options }: Work,
): Promise<FullPolicy> {
  const allowed: FullPolicy = cancelled ? { ...policy, onDeleted: "request" } : policy;
  if (!allowed.specials || mediaType === "movie") return allowed;
  const { specials } = await deps.overseerr.product({ signal: options.signal });
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

const isUnnamed = ({ title }: Item, { mediaType, tmdbId }: Match): boolean =>
  title === "" || title === placeholderTitle(mediaType, tmdbId);

/** Reads what a title is called; where that fails, the request itself says why. */
const nameOf = (match: Match, { details, options }: Work): Promise<TitleDetail | undefined> =>
  details.look(match, options.signal).catch((error: unknown) => {
    if (error instanceof ServerError) return undefined;
    throw error;
  });

/** What the server calls the title, for people; an item that came with an id only gets its name. */
function withNames(item: Item, match: Match, detail: TitleDetail): { item: Item; match: Match } {
  const { title, year } = detail;
  return {
    item: isUnnamed(item, match) ? { ...item, title, ...(year !== undefined && { year }) } : item,
    match: { ...match, title, ...(year !== undefined && { year }) },
  };
}

const day = (time: Date) => time.toISOString().slice(0, 10);
