import type { Item, Match } from "../items/item.ts";
import type { LibraryEntry } from "../overseerr/library/library-index.ts";
import type { Overseerr } from "../overseerr/overseerr.ts";
import { compareNames } from "../overseerr/search/title-variants.ts";
import { isOpenRequest, MEDIA_STATUS } from "../overseerr/status.ts";
import type { TitleDetail } from "../state/port/findings.ts";
import { type Decision, decide, type Situation } from "./decide.ts";
import { wantsAllSeasons } from "./request-policy.ts";
import type { TitleDetails } from "./title-details.ts";

export interface DetailedDecision {
  decision: Exclude<Decision, { kind: "needs-details" }>;
  /** What the details say, when they were needed. */
  detail?: TitleDetail;
  /**
   * Of a show that has been requested as far as we remember: the requests that say so. One that was declined since does
   * not show in the library.
   */
  openRequestIds?: number[];
}

type Known = Pick<Situation, "is4k" | "policy" | "listed" | "asked" | "ours" | "today">;

/**
 * Decides about a title with as few calls as possible: from the library index, then from what is remembered of its
 * details, then by one look at them.
 *
 * @param needsNoLook whether it can be requested as a whole, if the server has no row of it
 * @throws ServerError
 */
export async function decideWithDetails(
  match: Match,
  known: Known,
  { index }: Pick<Overseerr, "index">,
  details: TitleDetails,
  needsNoLook: () => Promise<boolean>,
  signal?: AbortSignal,
): Promise<DetailedDecision> {
  const { mediaType, tmdbId } = match;
  const { is4k } = known;
  const entry = index.get(mediaType, tmdbId);
  const situation: Situation = { mediaType, entry, ...known };
  const first = decide(situation);
  const unchecked = first.kind === "request" && known.policy.checkIds && match.matchedBy === "tmdb";
  if (first.kind !== "needs-details" && !unchecked) return { decision: first };

  const recalled = await details.recall(match, entry, is4k);
  // nobody has looked at it: good enough to say that everything was requested, for nothing else
  const remembered = recalled?.unseen && !wantsAllSeasons(known.policy) ? undefined : recalled;
  const decision = remembered && decide({ ...situation, detail: remembered });
  // a remembered "yes" of a title that the server knows is old news: it may have been requested and declined since
  const isOldNews =
    decision?.kind === "request" &&
    remembered &&
    (remembered.unseen || (entry && !details.isFresh(remembered)));
  if (decision && decision.kind !== "needs-details" && !isOldNews) {
    const openRequestIds =
      mediaType === "tv" && isRequested(decision) ? openRequests(remembered, is4k) : undefined;
    return { decision, detail: remembered, ...(openRequestIds && { openRequestIds }) };
  }

  if (first.kind === "needs-details" && !entry && !recalled && (await needsNoLook()))
    return { decision: { kind: "request", seasons: "all" } };
  const detail = await details.look(match, signal);
  const last = decide({ ...situation, entry: upToDate(entry, detail), detail });
  if (last.kind === "needs-details") throw new Error("A decision that has the details asked for them again.");
  return { decision: last, detail };
}

const openRequests = ({ requests }: TitleDetail, is4k: boolean): number[] =>
  requests.filter((one) => one.is4k === is4k && isOpenRequest(one.status)).map(({ id }) => id);

const isRequested = (decision: Decision | undefined) =>
  decision?.kind === "settled" && decision.status === "already_requested";

/** The details are newer than the index: what they say of the row counts. */
function upToDate(entry: LibraryEntry | undefined, detail: TitleDetail): LibraryEntry | undefined {
  const { mediaType, tmdbId, status, status4k } = detail;
  if (status === undefined && status4k === undefined) return entry;
  const unknown = { status: MEDIA_STATUS.UNKNOWN, status4k: MEDIA_STATUS.UNKNOWN, seasons: [] };
  const known = entry ?? { mediaType, tmdbId, ...unknown };
  return { ...known, status: status ?? known.status, status4k: status4k ?? known.status4k };
}

/**
 * Whether the details belong to another title than the list means, as a TMDB number with the wrong media type makes it:
 * name and year both disagree, or one of them and the IMDb id.
 */
export function contradicts(item: Item, detail: TitleDetail): boolean {
  const { imdb } = item.ids;
  const sameId = imdb !== undefined && imdb === detail.imdbId;
  if (item.title === "" || sameId) return false;
  const names = [detail.title, detail.originalTitle].filter((name) => name !== undefined);
  const otherName = names.every((name) => compareNames(item.title, name) === "other");
  const bothDated = item.year !== undefined && detail.year !== undefined;
  const otherYear = bothDated && Math.abs(Number(item.year) - Number(detail.year)) > 1;
  const otherId = imdb !== undefined && detail.imdbId !== undefined;
  return otherId ? otherName || otherYear : otherName && otherYear;
}
