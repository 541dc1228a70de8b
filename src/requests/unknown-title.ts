import type { Match } from "../items/item.ts";
import type { LibraryIndex, Overseerr } from "../overseerr/overseerr.ts";
import { ServerError } from "../overseerr/server-error.ts";
import { type LastingRefusals, refusalKey } from "./lasting-refusals.ts";
import * as messages from "./messages.ts";

/** TMDB may get a title of this number; until then nobody has to ask again. Milliseconds. */
const HOLDS_MS = 7 * 24 * 60 * 60 * 1000;

/** How long one failure of TMDB answers the question whether it is up. Milliseconds. */
const DOWN_HOLDS_MS = 30_000;
const downSince = new WeakMap<LibraryIndex, number>();

const WHY = "unknown to TMDB";

type Title = Pick<Match, "mediaType" | "tmdbId">;

/** The refusal of a number that was found to be no title, while it holds. */
export async function recallUnknown(
  { mediaType, tmdbId }: Title,
  { index }: Overseerr,
  refusals: LastingRefusals,
): Promise<ServerError | undefined> {
  if (index.get(mediaType, tmdbId)) return undefined;
  return refusals.recall(refusalKey.title(mediaType, tmdbId), WHY, HOLDS_MS);
}

/**
 * Finds out whether a number that failed is one that TMDB does not know, and remembers it. The server says of a request
 * that TMDB answered 404, but of details the same as when TMDB is down: then TMDB has to answer something else first,
 * and the details have to fail again.
 *
 * @param error how the number failed
 * @returns the error to show: that TMDB knows no such title where this is certain, otherwise the one that was given
 */
export async function checkUnknown(
  title: Title,
  error: ServerError,
  overseerr: Overseerr,
  refusals: LastingRefusals,
  signal?: AbortSignal,
): Promise<ServerError> {
  const { mediaType, tmdbId } = title;
  if (error.code !== "server-rejected" && !(await isGone(title, overseerr, signal))) return error;
  const kind = mediaType === "tv" ? "show" : "movie";
  const unknown = new ServerError("server-rejected", messages.unknownToTmdb(kind, tmdbId), {
    httpStatus: error.httpStatus,
  });
  await refusals.keep(refusalKey.title(mediaType, tmdbId), WHY, unknown);
  return unknown;
}

async function isGone(
  { mediaType, tmdbId }: Title,
  overseerr: Overseerr,
  signal?: AbortSignal,
): Promise<boolean> {
  if (Date.now() - (downSince.get(overseerr.index) ?? 0) < DOWN_HOLDS_MS) return false;
  if (!(await overseerr.tmdbAnswers({ signal }))) {
    downSince.set(overseerr.index, Date.now());
    return false;
  }
  try {
    await overseerr.details(mediaType, tmdbId, { signal, retry: false });
    return false;
  } catch (failure) {
    if (failure instanceof ServerError)
      return failure.code === "server-unavailable" && failure.httpStatus === 500;
    throw failure;
  }
}
