import { CancelledError, ListSyncError, throwIfCancelled } from "../errors.ts";
import type { Item, Match, Outcome } from "../items/item.ts";
import type { Overseerr } from "../overseerr/overseerr.ts";
import { ServerError } from "../overseerr/server-error.ts";
import type { TitleDetail } from "../state/port/findings.ts";
import { contradicts, decideWithDetails } from "./decide-with-details.ts";
import { type OwnRequests, ownRequests } from "./intents/own-requests.ts";
import { settleIntent } from "./intents/settle-intent.ts";
import { interpretError } from "./interpret.ts";
import { isUnnamed, needsNoLook } from "./needs-no-look.ts";
import { postRequest } from "./post-request.ts";
import { NO_TVDB, requesterOf } from "./request-options.ts";
import type { FullPolicy } from "./request-policy.ts";
import { inTurn } from "./title-turns.ts";
import { checkUnknown, recallUnknown } from "./unknown-title.ts";
import { withNames } from "./with-names.ts";
import type { Work } from "./work.ts";
import { askByOtherId, matchByImdb, wrongNumber } from "./wrong-number.ts";

/** What became of an item in one quality; item and match may have got their names meanwhile. */
export interface Done {
  item: Item;
  match: Match;
  outcome: Outcome;
  /** Our own requests of it, which should be on their way. */
  requestIds?: number[];
  /** Requests, whoever made them, that keep it from being requested as far as we remember. */
  openRequestIds?: number[];
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
  const done = await inTurn(deps.overseerr, match, options.signal, async (): Promise<Done | Doubt> => {
    const unknown = match.matchedBy === "tmdb" && (await recallUnknown(match, deps.overseerr, refusals));
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

async function requestOne(item: Item, match: Match, is4k: boolean, work: Work): Promise<Done | Doubt> {
  const { deps, options, details, refusals, watch, now } = work;
  const { overseerr } = deps;
  throwIfCancelled(options.signal);
  const settled = options.dryRun ? undefined : await settleIntent(match, is4k, { ...deps, details }, options);
  if (settled)
    return {
      ...withNames(item, match, settled.detail),
      outcome: { ...settled.verdict, at: now().toISOString() },
    };
  const own = ownRequests((await deps.store?.outcomesOf(overseerr.key, match)) ?? [], is4k);
  const policy = await allowedPolicy(match, own, work);
  const known = {
    is4k,
    policy,
    listed: item.seasons,
    asked: own.seasons,
    ours: own.requested,
    today: day(now()),
  };
  const asAWhole = () => needsNoLook(item, match, is4k, own, work);
  const looked = await decideWithDetails(match, known, overseerr, details, asAWhole, options.signal).catch(
    doubtIf(match, isUnknownInDetails),
  );
  if (!("decision" in looked)) return looked;
  const { decision, detail, openRequestIds = [] } = looked;
  if (detail && match.matchedBy === "tmdb" && contradicts(item, detail)) return { detail };

  let named = detail ? withNames(item, match, detail) : { item, match };
  const at = () => now().toISOString();
  if (decision.kind === "settled") {
    const { status, reason } = decision;
    const outcome = { status, reason, is4k, at: at() };
    return {
      ...named,
      outcome,
      ...(status === "already_requested" && { requestIds: own.requestIds, openRequestIds }),
    };
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
  const target = {
    title: match,
    item: { ...item, match },
    tvdbId,
    is4k,
    seasons: decision.seasons,
    user,
    dropped,
    describe,
  };
  try {
    const verdict = await postRequest(target, { ...deps, details, refusals, watch }, options);
    return { ...named, outcome: { ...verdict, at: at() } };
  } catch (error) {
    if (match.matchedBy === "tmdb" && error instanceof ServerError && isUnknownInRequest(error))
      return { error };
    if (error instanceof CancelledError || !(error instanceof ListSyncError)) throw error;
    // Sonarr wants a TVDB id, which the list may know: that it was refused is remembered, so this time it is looked at
    if (decision.seasons === "all" && error.code === "server-dropped")
      return requestOne(item, match, is4k, work);
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

/** Reads what a title is called; where that fails, the request itself says why. */
const nameOf = (match: Match, { details, options }: Work): Promise<TitleDetail | undefined> =>
  details.look(match, options.signal).catch((error: unknown) => {
    if (error instanceof ServerError) return undefined;
    throw error;
  });

const day = (time: Date) => time.toISOString().slice(0, 10);
