import { ListSyncError } from "../errors.ts";
import type { Outcome } from "../items/item.ts";
import type { Overseerr, RequestResult } from "../overseerr/overseerr.ts";
import { ServerError, TRANSIENT_SERVER_CODES } from "../overseerr/server-error.ts";
import type { RunLimits } from "../runs/run-limits.ts";
import type { Store } from "../state/store.ts";
import { recordIntent } from "./intents/record-intent.ts";
import { interpretError, interpretResult } from "./interpret.ts";
import { type LastingRefusals, refusalKey } from "./lasting-refusals.ts";
import * as messages from "./messages.ts";
import type { NewsWatch } from "./news-watch.ts";
import { permissionCheck } from "./permission-check.ts";
import { quotaKeeper } from "./quota/quota-keeper.ts";
import { NO_TVDB, type RequestOptions, requestBody, type Target } from "./request-options.ts";
import type { TitleDetails } from "./title-details.ts";

interface Deps {
  overseerr: Overseerr;
  limits: RunLimits;
  details: TitleDetails;
  refusals: LastingRefusals;
  watch: NewsWatch;
  store?: Store;
}

type Verdict = Omit<Outcome, "at">;

/**
 * Sends a request within the run's limits, or says in a dry run what would be sent.
 *
 * @throws ServerError, InputError for what is a failure and not an answer
 */
export async function postRequest(target: Target, deps: Deps, options: RequestOptions): Promise<Verdict> {
  const { limits, overseerr } = deps;
  const { title, is4k, seasons, user } = target;
  const { mediaType } = title;
  const units = unitsOf(seasons);
  const stopped = limits.quotaStop(user, mediaType, units);
  if (stopped !== undefined) return overQuota(stopped, is4k);
  const refusal = limits.refusal(user, mediaType, is4k) ?? (await refusedBefore(target, deps, options));
  if (refusal) throw refusal;
  if (limits.isReached()) return limitReached(limits, is4k);
  const body = requestBody(target, options);
  if (target.dropped === NO_TVDB)
    await overseerr.checkRequest(body, { ...(options.signal && { signal: options.signal }) });
  if (options.dryRun) {
    // before anything is awaited: several titles are decided at the same time
    if (!limits.reserve()) return limitReached(limits, is4k);
    await target.describe?.();
    const named = seasons === "all" ? { reason: messages.allSeasons() } : seasons && { seasons };
    return { status: "would_request", ...named, is4k, body: { ...body } };
  }
  const { scope, signal, now = () => new Date() } = options;
  const spending = { user, mediaType, units, scope, signal, now };
  const spent = await quotaKeeper(overseerr).spend(spending, (took) => send(target, deps, options, took));
  return "done" in spent ? spent.done : overQuota(spent.refused, is4k);
}

/** What the server refused in an earlier run, for a reason that still stands. */
async function refusedBefore(
  { title, is4k, user, dropped }: Target,
  { limits, overseerr, refusals }: Deps,
  { signal }: RequestOptions,
): Promise<ListSyncError | undefined> {
  const { mediaType, tmdbId } = title;
  if (dropped !== undefined) {
    const error = await refusals.recall(refusalKey.dropped(tmdbId, is4k), dropped);
    if (error) return error;
  }
  if (user === undefined || !Number.isSafeInteger(user)) return undefined;
  const refusal = await permissionCheck(overseerr, refusals, limits, signal).stillRefused(
    user,
    mediaType,
    is4k,
  );
  if (refusal) limits.noteRefusal(user, mediaType, is4k, refusal);
  return refusal;
}

/** Remembers what was refused for a reason that stands. */
async function keepRefusal(
  { title, is4k, user, dropped }: Target,
  error: ListSyncError,
  { limits, overseerr, refusals }: Deps,
  { signal }: RequestOptions,
): Promise<void> {
  if (!(error instanceof ServerError)) return;
  const { mediaType, tmdbId } = title;
  const { code } = error;
  if (code === "server-dropped")
    await refusals.keep(refusalKey.dropped(tmdbId, is4k), dropped ?? NO_TVDB, error);
  if (code !== "server-permission" && code !== "server-user") return;
  limits.noteRefusal(user, mediaType, is4k, error);
  if (user !== undefined)
    await permissionCheck(overseerr, refusals, limits, signal).keep(user, mediaType, is4k, error);
}

/** What it takes of a quota; all seasons are asked for only where there is none. */
const unitsOf = (seasons: Target["seasons"]): number => (Array.isArray(seasons) ? seasons.length : 1);

const overQuota = (reason: string, is4k: boolean): Verdict => ({
  status: "quota_exceeded",
  code: "server-quota",
  reason,
  is4k,
});

const limitReached = ({ maxRequests }: RunLimits, is4k: boolean): Verdict => ({
  status: "skipped",
  reason: messages.limitReached(maxRequests),
  is4k,
});

/** Posts a request, unless somebody who was quicker used the run's last one. */
async function send(
  target: Target,
  deps: Deps,
  options: RequestOptions,
  took: (units: number) => void,
): Promise<Verdict> {
  const { limits } = deps;
  const { title, is4k, seasons, user } = target;
  const body = requestBody(target, options);
  if (!limits.reserve()) return limitReached(limits, is4k);
  let settle = async () => {};
  try {
    await target.describe?.();
    settle = await recordIntent(target, deps, options);
    const posting = deps.overseerr.createRequest(body, { asUser: user, signal: options.signal });
    const result = await posting.finally(deps.watch.posted);
    // of a run it is settled with the outcome, see noteRequested
    if (result.kind !== "created" || options.scope?.runId === undefined) await settle();
    if (result.kind === "vanished")
      throw new ServerError("server-dropped", messages.addInSonarr(result.message), { httpStatus: 201 });
    if (result.kind === "nothing-left") limits.release();
    else took(title.mediaType === "movie" ? 1 : result.seasons.length);
    await remember(target, result, deps, options.signal);
    const verdict = interpretResult(result, body);
    return verdict.status === "requested"
      ? { ...verdict, ...(await no4kRemark(target, verdict, deps)) }
      : verdict;
  } catch (error) {
    limits.release();
    if (!(error instanceof ListSyncError)) throw error;
    if (!mayHaveArrived(error)) await settle();
    if (error.code === "server-quota")
      limits.noteQuota(user, title.mediaType, unitsOf(seasons), error.message);
    await keepRefusal(target, error, deps, options);
    const verdict = interpretError(error, is4k);
    if (verdict.status === "failed") throw error;
    return verdict;
  }
}

/** Whether the server may have made the request all the same. */
const mayHaveArrived = ({ code }: ListSyncError): boolean =>
  code === "cancelled" || code === "server-answer" || TRANSIENT_SERVER_CODES.has(code);

/** A request of ours is added to what is remembered; when the server knew better, it is asked what. */
async function remember(
  { title, seasons = [] }: Target,
  result: Exclude<RequestResult, { kind: "vanished" }>,
  { details }: Deps,
  signal: AbortSignal | undefined,
): Promise<void> {
  const complete =
    result.kind === "created" &&
    (seasons === "all" || seasons.every((season) => result.seasons.includes(season)));
  try {
    if (result.kind === "created") await details.addRequest(title, result);
    if (!complete && title.mediaType === "tv") await details.look(title, signal);
  } catch (error) {
    // the request itself is through, whatever the database or the server say now; the next run looks again
    if (!(error instanceof ListSyncError)) throw error;
  }
}

/** The server takes a 4K request even when no 4K Radarr or Sonarr will ever fetch it. */
async function no4kRemark(
  { is4k, title }: Target,
  { reason }: Verdict,
  { overseerr }: Deps,
): Promise<Pick<Verdict, "reason">> {
  if (!is4k) return {};
  try {
    const { movie4k, series4k } = await overseerr.product();
    if (title.mediaType === "movie" ? movie4k : series4k) return {};
  } catch (error) {
    if (error instanceof ListSyncError) return {};
    throw error;
  }
  const service = title.mediaType === "movie" ? "Radarr" : "Sonarr";
  const remark = messages.no4kService(service);
  return { reason: reason ? `${reason} ${remark}` : remark };
}
