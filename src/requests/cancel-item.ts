import { CancelledError, InputError, ListSyncError, throwIfCancelled } from "../errors.ts";
import type { Item, Match, Outcome } from "../items/item.ts";
import type { Overseerr } from "../overseerr/overseerr.ts";
import { resolveItem } from "../overseerr/search/resolve.ts";
import type { ResolveOptions } from "../overseerr/search/resolve-options.ts";
import { ServerError } from "../overseerr/server-error.ts";
import { REQUEST_STATUS, requestStatusName } from "../overseerr/status.ts";
import type { TitleDetail } from "../state/port/findings.ts";
import type { Store } from "../state/store.ts";
import { requestOfIntent } from "./intents/settle-intent.ts";
import { interpretError } from "./interpret.ts";
import * as messages from "./messages.ts";
import type { Requested } from "./request-item.ts";
import { inTurn } from "./title-turns.ts";

export interface CancelOptions extends ResolveOptions {
  /** Requests of which quality. @default "no" */
  is4k?: "no" | "yes" | "both";
  /** Cancel approved requests as well; otherwise only those that wait for approval. @default false */
  cancelApproved?: boolean;
  /** Say what would be cancelled, and cancel nothing. @default false */
  dryRun?: boolean;
}

export interface CancelDeps {
  overseerr: Overseerr;
  /** Knows which requests are ours. */
  store?: Store;
}

type ServerRequest = TitleDetail["requests"][number];

/**
 * Cancels the requests that ListSync made for a title, and nobody else's: the server lets any user delete anybody's
 * waiting request, so the memory alone decides whose it is.
 *
 * @throws CancelledError; InputError `bad-config` without a database
 */
export async function cancelItem(
  item: Item,
  deps: CancelDeps,
  options: CancelOptions = {},
): Promise<Requested> {
  const { now = () => new Date() } = options;
  const { store } = deps;
  if (!store) throw new InputError("bad-config", messages.cancelNeedsDatabase());
  try {
    throwIfCancelled(options.signal);
    const found = item.match ? item : (await resolveItem(item, deps, options)).item;
    if (!found.match) return { item: found };
    const { match } = found;
    const outcome = await inTurn(deps.overseerr, match, options.signal, () =>
      cancelMatch(match, { ...deps, store }, options),
    );
    return { item: { ...found, outcome: { ...outcome, at: now().toISOString() } } };
  } catch (error) {
    if (error instanceof CancelledError || !(error instanceof ListSyncError)) throw error;
    return { item: { ...item, outcome: { ...interpretError(error), at: now().toISOString() } }, error };
  }
}

async function cancelMatch(
  match: Match,
  { overseerr, store }: Required<CancelDeps>,
  { is4k = "no", cancelApproved = false, dryRun = false, signal }: CancelOptions,
): Promise<Omit<Outcome, "at">> {
  const ours = new Set(
    (await store.outcomesOf(overseerr.key, match)).flatMap(({ status, requestId }) =>
      status === "requested" && requestId !== undefined ? [requestId] : [],
    ),
  );
  // of which nobody saw the answer: the process ended in between
  const intents = await Promise.all(
    [false, true].map((quality) => store.intent(overseerr.key, match, quality)),
  );
  const unsure = intents.filter((intent) => intent !== undefined);
  if (ours.size === 0 && unsure.length === 0) return left(messages.notRequestedByUs());
  const detail = await overseerr.details(match.mediaType, match.tmdbId, { signal });
  for (const intent of unsure) {
    const found = requestOfIntent(intent, detail.requests);
    if (found) ours.add(found.id);
    else if (!dryRun) await store.settleIntent(overseerr.key, match, intent.is4k);
  }
  if (ours.size === 0) return left(messages.notRequestedByUs());
  const own = detail.requests.filter(
    (request) => ours.has(request.id) && (is4k === "both" || request.is4k === (is4k === "yes")),
  );
  if (own.length === 0) return left(messages.ownRequestGone());
  const open = own.filter((request) => mayCancel(request, cancelApproved));
  if (open.length === 0) return left(whyNot(own));
  const ids = open.map(({ id }) => id);
  if (dryRun) return left(messages.wouldCancel(ids));
  for (const id of ids) await remove(overseerr, id, signal);
  for (const intent of unsure)
    if (ids.includes(requestOfIntent(intent, detail.requests)?.id ?? 0))
      await store.settleIntent(overseerr.key, match, intent.is4k);
  await store.saveTitleDetail(overseerr.key, {
    ...detail,
    requests: detail.requests.filter(({ id }) => !ids.includes(id)),
  });
  return {
    status: "cancelled",
    reason: messages.cancelled(ids),
    requestId: ids[0],
    ...(open.length === 1 && { is4k: open[0]?.is4k }),
  };
}

const left = (reason: string) => ({ status: "skipped" as const, reason });

const mayCancel = ({ status }: ServerRequest, cancelApproved: boolean): boolean =>
  status === REQUEST_STATUS.PENDING || (cancelApproved && status === REQUEST_STATUS.APPROVED);

function whyNot(own: ServerRequest[]): string {
  if (own.some(({ status }) => status === REQUEST_STATUS.APPROVED)) return messages.cancelApproved();
  return messages.nothingToCancel(own.map(({ status }) => requestStatusName(status)));
}

/** Somebody may have deleted it a moment ago, which is just as well. */
async function remove(overseerr: Overseerr, id: number, signal: AbortSignal | undefined): Promise<void> {
  await overseerr.deleteRequest(id, { signal }).catch((error: unknown) => {
    if (!(error instanceof ServerError && error.httpStatus === 404)) throw error;
  });
}
