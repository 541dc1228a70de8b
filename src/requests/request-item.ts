import { CancelledError, ListSyncError, throwIfCancelled } from "../errors.ts";
import type { Item, Match, Outcome } from "../items/item.ts";
import { OUTCOMES } from "../items/outcomes.ts";
import { type ResolveDeps, resolveItem } from "../overseerr/search/resolve.ts";
import { RunLimits } from "../runs/run-limits.ts";
import { heedIgnored } from "./decisions/heed-ignored.ts";
import { lookForFailure } from "./failed-request.ts";
import { interpretError } from "./interpret.ts";
import { lastingRefusals } from "./lasting-refusals.ts";
import { newsWatch } from "./news-watch.ts";
import type { RequestOptions } from "./request-options.ts";
import { fullPolicy } from "./request-policy.ts";
import { type Done, requestQuality } from "./request-quality.ts";
import { titleDetails } from "./title-details.ts";
import type { Work } from "./work.ts";

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
  const refusals = lastingRefusals(deps.overseerr, deps.store, now);
  const watch = newsWatch(deps.overseerr, options.scope, options.total);
  const decided = watch.begin();
  const work: Work = { deps: { ...deps, limits }, options, policy, details, refusals, watch, decided, now };
  try {
    throwIfCancelled(options.signal);
    const decisions = (await deps.store?.decisionsOn(item)) ?? [];
    const left = await heedIgnored(item, decisions, deps.store, now);
    if (left) return { item: left };
    const named = item.match ? item : (await resolveItem(item, deps, { ...options, decisions })).item;
    if (!named.match) return { item: named };
    const known = item.match ? undefined : await heedIgnored(named, decisions, deps.store, now);
    if (known) return { item: known };
    await deps.overseerr.index.ensure(options.scope, { signal: options.signal });
    return await requestEach(named, named.match, work);
  } catch (error) {
    return { item: { ...item, outcome: failure(error, work) }, error: error as ListSyncError };
  } finally {
    decided();
  }
}

async function requestEach(item: Item, match: Match, work: Work): Promise<Requested> {
  const qualities = { no: [false], yes: [true], both: [false, true] }[work.policy.is4k];
  const outcomes: Outcome[] = [];
  /** Which of the outcomes say that a request is on its way. */
  const onTheirWay = new Map<Outcome, Done>();
  let error: ListSyncError | undefined;
  let current = { item, match };
  for (const is4k of qualities) {
    try {
      const done = await requestQuality(current.item, current.match, is4k, work);
      current = done;
      outcomes.push(done.outcome);
      error ??= done.failure;
      if (done.requestIds?.length || done.openRequestIds?.length) onTheirWay.set(done.outcome, done);
      // nobody knows which title it is: the other quality would not know either
      if (done.outcome.status === "ambiguous" || done.outcome.status === "not_found") break;
    } catch (cause) {
      // what was done of the one quality is not undone because the other is cancelled
      if (cause instanceof CancelledError && outcomes.length > 0) break;
      outcomes.push(failure(cause, work, is4k));
      error ??= cause as ListSyncError;
    }
  }
  work.decided();
  for (const [before, done] of onTheirWay) {
    try {
      const last = await withNews(done, work);
      outcomes[outcomes.indexOf(before)] = last.outcome;
      error ??= last.failure;
    } catch (cause) {
      if (cause instanceof CancelledError && outcomes.length > 1) break;
      outcomes[outcomes.indexOf(before)] = failure(cause, work, before.is4k);
      error ??= cause as ListSyncError;
    }
  }
  const outcome = mostTelling(outcomes);
  const { outcomes: _, ...rest } = current.item;
  const said = { ...rest, match: current.match, outcome, ...(outcomes.length > 1 && { outcomes }) };
  return { item: said, ...(error && { error }) };
}

/** What is to be said of a title on its way once it is known what became of the requests. */
async function withNews(done: Done, work: Work): Promise<Done> {
  const { options, watch, details } = work;
  options.onWait?.();
  const news = await watch.news(options.signal);
  let last = done;
  if (done.openRequestIds?.some((id) => news?.declined.has(id))) {
    await details.look(done.match, options.signal);
    last = await requestQuality(done.item, done.match, done.outcome.is4k === true, work);
  }
  const { outcome: before, requestIds = [], match } = last;
  if (requestIds.length === 0) return last;
  return { ...last, outcome: await lookForFailure({ mediaType: match.mediaType, requestIds, before }, work) };
}

/** @throws what is no failure of the server or of the input: a cancellation, or a mistake of ours */
function failure(error: unknown, { now }: Work, is4k?: boolean): Outcome {
  if (error instanceof CancelledError || !(error instanceof ListSyncError)) throw error;
  return { ...interpretError(error, is4k), at: now().toISOString() };
}

/** The one that people must see first. */
const mostTelling = (outcomes: Outcome[]) =>
  outcomes.toSorted((a, b) => OUTCOMES[b.status].telling - OUTCOMES[a.status].telling)[0] as Outcome;
