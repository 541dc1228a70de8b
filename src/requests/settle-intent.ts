import type { Match, Outcome } from "../items/item.ts";
import { findRequest } from "../overseerr/find-request.ts";
import type { Overseerr } from "../overseerr/overseerr.ts";
import type { Store, TitleDetail } from "../state/store.ts";
import type { TitleDetails } from "./title-details.ts";

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
  { overseerr, store, details }: { overseerr: Overseerr; store?: Store; details: TitleDetails },
  signal?: AbortSignal,
): Promise<{ verdict: Omit<Outcome, "at">; detail: TitleDetail } | undefined> {
  const intent = store?.intent(overseerr.key, title, is4k);
  if (!store || !intent) return undefined;
  const { mediaType, tmdbId } = title;
  const { seasons, requester = OWNER } = intent;
  const detail = await details.look(title, signal);
  const body = { mediaType, mediaId: tmdbId, is4k, ...(mediaType === "tv" && { seasons }) };
  const found = findRequest(detail.requests, body, requester);
  if (!found) {
    await store.whenFree(() => store.settleIntent(overseerr.key, title, is4k), signal);
    return undefined;
  }
  const verdict = {
    status: "requested" as const,
    reason: "ListSync asked for it and was cut off before the answer; the request was found on the server.",
    requestId: found.id,
    is4k,
    ...(mediaType === "tv" && { seasons: found.seasons }),
  };
  return { verdict, detail };
}
