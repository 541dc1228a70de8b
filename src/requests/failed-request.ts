import type { MediaType, Outcome } from "../items/item.ts";
import { ServerError } from "../overseerr/server-error.ts";
import { REQUEST_STATUS } from "../overseerr/status.ts";
import * as messages from "./messages.ts";
import type { Work } from "./work.ts";

/** A title whose request of ours should be on its way. */
interface OnItsWay {
  mediaType: MediaType;
  /** Ids of our requests for it. */
  requestIds: number[];
  /** What is to be said when none of them has failed. */
  before: Outcome;
}

/**
 * What is to be said of a title on its way once it is known which requests have failed.
 *
 * @returns `before` when ours is none of them, or nobody can tell
 * @throws ServerError `server-handover` where a person has to act, others when a retry fails; CancelledError
 */
export async function lookForFailure(
  { mediaType, requestIds, before }: OnItsWay,
  { deps, options, watch, now }: Pick<Work, "deps" | "options" | "watch" | "now">,
): Promise<Outcome> {
  const { signal, retryFailed = false, dryRun = false } = options;
  const news = await watch.news(signal);
  const ours = requestIds.filter((id) => news?.failed.has(id));
  const [first] = ours;
  if (first === undefined) return before;
  const service = mediaType === "movie" ? "Radarr" : "Sonarr";
  if (!retryFailed || dryRun) throw refused(messages.handoverFailed(service));
  for (const id of ours) {
    const status = await deps.overseerr.retryRequest(id, { signal });
    if (status === REQUEST_STATUS.FAILED) throw refused(messages.handoverFailedAgain(service));
  }
  const reason = messages.handedOver(service, first);
  return { ...before, reason, requestId: first, at: now().toISOString() };
}

const refused = (message: string): ServerError => new ServerError("server-handover", message);
