import type { Item, Match } from "../items/item.ts";
import type { LibraryEntry } from "../overseerr/library-index.ts";
import type { Overseerr } from "../overseerr/overseerr.ts";
import { MEDIA_STATUS } from "../overseerr/status.ts";
import { compareNames } from "../overseerr/title-variants.ts";
import type { TitleDetail } from "../state/store.ts";
import { type Decision, decide, type Situation } from "./decide.ts";
import type { TitleDetails } from "./title-details.ts";

export interface Looked {
  decision: Exclude<Decision, { kind: "look" }>;
  /** What the details say, when they were needed. */
  detail?: TitleDetail;
}

type Known = Pick<Situation, "is4k" | "policy" | "listed" | "asked" | "ours" | "today">;

/**
 * Decides about a title with as few calls as possible: from the library index, then from what is remembered of its
 * details, then by one look at them.
 *
 * @throws ServerError
 */
export async function lookAndDecide(
  match: Match,
  known: Known,
  { index }: Pick<Overseerr, "index">,
  details: TitleDetails,
  signal?: AbortSignal,
): Promise<Looked> {
  const { mediaType, tmdbId } = match;
  const { is4k } = known;
  const entry = index.get(mediaType, tmdbId);
  const situation: Situation = { mediaType, entry, ...known };
  const first = decide(situation);
  const unchecked = first.kind === "request" && known.policy.checkIds && match.matchedBy === "tmdb";
  if (first.kind !== "look" && !unchecked) return { decision: first };

  const remembered = details.recall(match, entry, is4k);
  const decision = remembered && decide({ ...situation, detail: remembered });
  // a remembered "yes" of a title that the server knows is old news: it may have been requested and declined since
  const isOldNews = decision?.kind === "request" && entry && remembered && !details.isFresh(remembered);
  // the library shows nothing of an approved show that was declined
  const isDoubtful =
    mediaType === "tv" && isRequested(decision) && remembered && (await details.mayBeDeclined(remembered));
  if (decision && decision.kind !== "look" && !isOldNews && !isDoubtful)
    return { decision, detail: remembered };

  const detail = await details.look(match, signal);
  const last = decide({ ...situation, entry: upToDate(entry, detail), detail });
  if (last.kind === "look") throw new Error("A decision that has the details asked for them again.");
  return { decision: last, detail };
}

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
