import type { Overseerr } from "../../overseerr/overseerr.ts";
import { StateError } from "../../state/state-error.ts";
import type { Store } from "../../state/store.ts";
import type { RequestOptions, Target } from "../request-options.ts";

/**
 * Writes down that a request is about to be sent, so that it is known as ours even when the process is killed before the
 * answer. No intent, no request: while another program keeps the database locked this waits.
 *
 * @returns forgets it again, for a request that the server did not make
 * @throws StateError `state-locked`; CancelledError
 */
export async function recordIntent(
  { title, item, is4k, seasons = "all", user }: Target,
  { overseerr, store }: { overseerr: Overseerr; store?: Store },
  { scope, signal, now = () => new Date() }: RequestOptions,
): Promise<() => Promise<void>> {
  if (!store) return async () => {};
  const { mediaType, tmdbId } = title;
  const intent = {
    mediaType,
    tmdbId,
    is4k,
    seasons: seasons === "all" ? [] : seasons,
    ...(user !== undefined && { requester: user }),
    ...(scope?.runId !== undefined && { runId: scope.runId }),
    item,
  };
  await store.intend(overseerr.key, intent, now().toISOString(), signal);
  return async () => {
    try {
      await store.settleIntent(overseerr.key, title, is4k);
    } catch (error) {
      // it stays, and costs the next run a look
      if (!(error instanceof StateError)) throw error;
    }
  };
}
