import { CancelledError, ListSyncError, throwIfCancelled } from "../errors.ts";
import type { Item, Match, Outcome, OutcomeStatus } from "../items/item.ts";
import type { Overseerr } from "../overseerr/overseerr.ts";
import { placeholderTitle, type ResolveDeps, resolveItem } from "../overseerr/resolve.ts";
import type { TitleDetail } from "../state/store.ts";
import { interpretError } from "./interpret.ts";
import { contradicts, lookAndDecide } from "./look.ts";
import { postRequest } from "./post-request.ts";
import type { RequestOptions } from "./request-options.ts";
import { requesterOf } from "./request-options.ts";
import { type FullPolicy, fullPolicy } from "./request-policy.ts";
import { RunLimits } from "./run-limits.ts";
import { type TitleDetails, titleDetails } from "./title-details.ts";

export interface RequestDeps extends ResolveDeps {
  /** Shared by all items of a run. @default limits of its own */
  limits?: RunLimits;
}

export interface Requested {
  /** With its outcome; with all of them in `outcomes` when there are several. */
  item: Item;
  /** The failure behind an outcome `failed`, for a Catch node; one of FATAL_SERVER_CODES would meet every title. */
  error?: ListSyncError;
}

/** Everything that the requests of one item share. */
interface Work {
  deps: Required<Omit<RequestDeps, "store">> & Pick<RequestDeps, "store">;
  options: RequestOptions;
  policy: FullPolicy;
  details: TitleDetails;
  now: () => Date;
}

/**
 * Requests a title if, and only if, it should be requested; an item without a match is found first. Failures of the
 * server become the outcome `failed`.
 *
 * @throws CancelledError
 */
export async function requestItem(
  item: Item,
  deps: RequestDeps,
  options: RequestOptions = {},
): Promise<Requested> {
  const { now = () => new Date() } = options;
  const limits = deps.limits ?? new RunLimits();
  const policy = fullPolicy(options);
  const details = titleDetails(deps.overseerr, deps.store, now);
  const work: Work = { deps: { ...deps, limits }, options, policy, details, now };
  try {
    throwIfCancelled(options.signal);
    const named = item.match ? item : (await resolveItem(item, deps, options)).item;
    if (!named.match) return { item: named };
    await deps.overseerr.index.ensure(options.runId, { signal: options.signal });
    return await requestEach(named, named.match, work);
  } catch (error) {
    return { item: { ...item, outcome: failure(error, work) }, error: error as ListSyncError };
  }
}

async function requestEach(item: Item, match: Match, work: Work): Promise<Requested> {
  const qualities = { no: [false], yes: [true], both: [false, true] }[work.policy.is4k];
  const outcomes: Outcome[] = [];
  let error: ListSyncError | undefined;
  let current = { item, match };
  for (const is4k of qualities) {
    try {
      const done = await requestOne(current.item, current.match, is4k, work);
      current = done;
      outcomes.push(done.outcome);
      // nobody knows which title it is: the other quality would not know either
      if (done.outcome.status === "ambiguous" || done.outcome.status === "not_found") break;
    } catch (cause) {
      outcomes.push(failure(cause, work, is4k));
      error ??= cause as ListSyncError;
    }
  }
  const outcome = mostTelling(outcomes);
  const { outcomes: _, ...rest } = current.item;
  const said = { ...rest, match: current.match, outcome, ...(outcomes.length > 1 && { outcomes }) };
  return { item: said, ...(error && { error }) };
}

async function requestOne(
  item: Item,
  match: Match,
  is4k: boolean,
  work: Work,
): Promise<{ item: Item; match: Match; outcome: Outcome }> {
  const { deps, options, details, now } = work;
  const { overseerr } = deps;
  throwIfCancelled(options.signal);
  const known = { is4k, policy: await allowedPolicy(match, work), listed: item.seasons, today: day(now()) };
  const { decision, detail } = await lookAndDecide(match, known, overseerr, details, options.signal);
  if (detail && match.matchedBy === "tmdb" && contradicts(item, detail))
    return findAnew(item, detail, is4k, work);

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

/** The list's TMDB number is another title's, as a wrong media type makes it: the IMDb id decides, or a person. */
async function findAnew(item: Item, detail: TitleDetail, is4k: boolean, work: Work) {
  const { tmdbId, mediaType, title, year } = detail;
  const { tmdb: _, ...ids } = item.ids;
  const anew =
    ids.imdb === undefined ? undefined : await resolveItem({ ...item, ids }, work.deps, work.options);
  const match = anew?.item.match;
  if (match && match.matchedBy !== "title") return requestOne(item, match, is4k, work);
  const kind = mediaType === "tv" ? "show" : "movie";
  const outcome: Outcome = {
    status: "ambiguous",
    reason: `TMDB ${kind} ${tmdbId} is "${title}" (${year}), the list says "${item.title}" (${item.year}). Check the list's media type and TMDB id.`,
    candidates: [{ tmdbId, mediaType, title, ...(year !== undefined && { year }) }],
    at: work.now().toISOString(),
  };
  const mistaken: Match = {
    tmdbId,
    mediaType,
    title,
    matchedBy: "tmdb",
    ...(year !== undefined && { year }),
  };
  return { item, match: mistaken, outcome };
}

/** Specials are asked for only where the server takes them: others answer 202 each time. */
async function allowedPolicy(match: Match, { deps, policy, options }: Work): Promise<FullPolicy> {
  if (!policy.specials || match.mediaType === "movie") return policy;
  const { specials } = await deps.overseerr.product({ signal: options.signal });
  return { ...policy, specials };
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

/** @throws what is no failure of the server or of the input: a cancellation, or a mistake of ours */
function failure(error: unknown, { now }: Work, is4k?: boolean): Outcome {
  if (error instanceof CancelledError || !(error instanceof ListSyncError)) throw error;
  return { ...interpretError(error, is4k), at: now().toISOString() };
}

/** From the one that people must see first to the one that needs nobody. */
const TELLING: OutcomeStatus[] = [
  "failed",
  "ambiguous",
  "not_found",
  "requested",
  "would_request",
  "quota_exceeded",
  "blocklisted",
  "declined",
  "skipped",
  "partially_available",
  "already_requested",
  "already_available",
];

const mostTelling = (outcomes: Outcome[]) =>
  outcomes.toSorted((a, b) => TELLING.indexOf(a.status) - TELLING.indexOf(b.status))[0] as Outcome;

const day = (time: Date) => time.toISOString().slice(0, 10);
