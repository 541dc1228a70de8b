import type { Match, Outcome } from "../../items/item.ts";
import type { Overseerr } from "../../overseerr/overseerr.ts";
import { findRequest } from "../../overseerr/posting/find-request.ts";
import type { TitleDetail } from "../../state/port/findings.ts";
import type { Intent } from "../../state/port/intents.ts";
import type { Store } from "../../state/store.ts";
import * as messages from "../messages.ts";
import type { RequestOptions } from "../request-options.ts";
import type { TitleDetails } from "../title-details.ts";

type Title = Pick<Match, "mediaType" | "tmdbId">;

/** Without X-API-User the server acts as its first user. */
const OWNER = 1;

/**
 * Finds out what became of a request that was about to be sent when the process ended: the server knows.
 *
 * @returns what was found on the server, which is ours; undefined when nothing was open, or it never got there
 * @throws ServerError, and the question stays open; StateError; CancelledError
 */
export async function settleIntent(
  title: Title,
  is4k: boolean,
  { overseerr, store, details }: { overseerr: Overseerr; store?: Store; details: Pick<TitleDetails, "look"> },
  { scope, signal }: Pick<RequestOptions, "scope" | "signal"> = {},
): Promise<{ verdict: Omit<Outcome, "at">; detail: TitleDetail } | undefined> {
  const intent = await store?.intent(overseerr.key, title, is4k);
  if (!store || !intent) return undefined;
  const detail = await details.look(title, signal);
  const found = requestOfIntent(intent, detail.requests);
  // of a run it is settled with the outcome, see noteRequested
  if (!found || scope?.runId === undefined) await store.settleIntent(overseerr.key, title, is4k);
  if (!found) return undefined;
  const verdict = {
    status: "requested" as const,
    reason: messages.foundAfterCrash(),
    requestId: found.id,
    is4k,
    ...(title.mediaType === "tv" && { seasons: found.seasons }),
  };
  return { verdict, detail };
}

/** The request on the server that an intent was about; undefined when it never got there. */
export function requestOfIntent(
  { mediaType, tmdbId, is4k, seasons, requester = OWNER }: Intent,
  requests: TitleDetail["requests"],
): TitleDetail["requests"][number] | undefined {
  const asked = seasons.length > 0 ? seasons : ("all" as const);
  const body = { mediaType, mediaId: tmdbId, is4k, ...(mediaType === "tv" && { seasons: asked }) };
  return findRequest(requests, body, requester);
}
