import { CancelledError, InputError, ListSyncError, throwIfCancelled } from "../errors.ts";
import type { Item, Match, Outcome } from "../items/item.ts";
import type { Overseerr } from "../overseerr/overseerr.ts";
import { type ResolveOptions, resolveItem } from "../overseerr/resolve.ts";
import { ServerError } from "../overseerr/server-error.ts";
import { REQUEST_STATUS, requestStatusName } from "../overseerr/status.ts";
import type { Store, TitleDetail } from "../state/store.ts";
import { interpretError } from "./interpret.ts";
import type { Requested } from "./request-item.ts";

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
  if (!store)
    throw new InputError(
      "bad-config",
      "Only the sync database knows which requests are ListSync's own. Choose it in the overseerr-request node to cancel requests.",
    );
  try {
    throwIfCancelled(options.signal);
    const found = item.match ? item : (await resolveItem(item, deps, options)).item;
    if (!found.match) return { item: found };
    const outcome = await cancelMatch(found.match, { ...deps, store }, options);
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
    store
      .outcomesOf(overseerr.key, match)
      .flatMap(({ status, requestId }) =>
        status === "requested" && requestId !== undefined ? [requestId] : [],
      ),
  );
  if (ours.size === 0) return left("ListSync did not request it, so it was left as it is.");
  const detail = await overseerr.details(match.mediaType, match.tmdbId, { signal });
  const own = detail.requests.filter(
    (request) => ours.has(request.id) && (is4k === "both" || request.is4k === (is4k === "yes")),
  );
  if (own.length === 0) return left("The request that ListSync made for it is no longer on the server.");
  const open = own.filter((request) => mayCancel(request, cancelApproved));
  if (open.length === 0) return left(whyNot(own));
  const ids = open.map(({ id }) => id);
  if (dryRun) return left(`Would cancel ${nameOf(ids)}.`);
  for (const id of ids) await remove(overseerr, id, signal);
  store.saveTitleDetail(overseerr.key, {
    ...detail,
    requests: detail.requests.filter(({ id }) => !ids.includes(id)),
  });
  return {
    status: "cancelled",
    reason: `Cancelled ${nameOf(ids)}.`,
    requestId: ids[0],
    ...(open.length === 1 && { is4k: open[0]?.is4k }),
  };
}

const left = (reason: string) => ({ status: "skipped" as const, reason });

const nameOf = (ids: number[]) => `${ids.length === 1 ? "request" : "requests"} ${ids.join(" and ")}`;

const mayCancel = ({ status }: ServerRequest, cancelApproved: boolean): boolean =>
  status === REQUEST_STATUS.PENDING || (cancelApproved && status === REQUEST_STATUS.APPROVED);

function whyNot(own: ServerRequest[]): string {
  if (own.some(({ status }) => status === REQUEST_STATUS.APPROVED))
    return "Its request has been approved. Allow 'Cancel approved requests too' to cancel it all the same.";
  return `Its request is ${own.map(({ status }) => requestStatusName(status)).join(" and ")}, so there is nothing to cancel.`;
}

/** Somebody may have deleted it a moment ago, which is just as well. */
async function remove(overseerr: Overseerr, id: number, signal: AbortSignal | undefined): Promise<void> {
  await overseerr.deleteRequest(id, { signal }).catch((error: unknown) => {
    if (!(error instanceof ServerError && error.httpStatus === 404)) throw error;
  });
}
