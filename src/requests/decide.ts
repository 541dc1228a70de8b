import type { MediaType, OutcomeStatus } from "../items/item.ts";
import type { LibraryEntry } from "../overseerr/library-index.ts";
import { isKnownMediaStatus, MEDIA_STATUS, serversNumber } from "../overseerr/status.ts";
import type { TitleDetail } from "../state/store.ts";
import type { FullPolicy } from "./request-policy.ts";
import { wantedSeasons } from "./season-plan.ts";
import { type Standing, seasonStanding, standingByRequests, statusOf } from "./standing.ts";

/** Everything that the decision depends on. */
export interface Situation {
  mediaType: MediaType;
  is4k: boolean;
  policy: FullPolicy;
  /** What the library index knows; undefined when the server has never heard of the title. */
  entry?: LibraryEntry;
  /** What a look at the title said; undefined when nobody has looked. */
  detail?: TitleDetail;
  /** Seasons that the list names. */
  listed?: number[];
  /** Whether ListSync asked for the title before, in this quality, and did not take that back. */
  ours?: boolean;
  /** Seasons that ListSync asked for before. */
  asked?: number[];
  /** `YYYY-MM-DD` */
  today: string;
}

export type Decision =
  /** Nothing is to be requested, and this is why. */
  | { kind: "settled"; status: OutcomeStatus; reason: string }
  /** The library index cannot tell: look at the title's details and decide again. */
  | { kind: "look" }
  /** `seasons` for shows: those to ask for. */
  | { kind: "request"; seasons?: number[] };

/**
 * Decides whether a title should be requested. Pure: the same situation gives the same decision.
 *
 * Never requests what is there, requested, on the blocklist, or of a status that this version does not know.
 */
export function decide(situation: Situation): Decision {
  const { entry, is4k, policy, mediaType } = situation;
  const status = statusOf(entry, is4k);
  if (entry?.status === MEDIA_STATUS.BLOCKLISTED || status === MEDIA_STATUS.BLOCKLISTED)
    return settled(
      "blocklisted",
      "It is on the server's blocklist. Take it off there if it should be requested.",
    );
  if (status !== undefined && !isKnownMediaStatus(status))
    return settled(
      "skipped",
      `The server gives it status ${serversNumber(status)}, which this version does not know. It was left alone.`,
    );
  if (status === MEDIA_STATUS.AVAILABLE) return settled("already_available", "It is in the library.");
  if (status === MEDIA_STATUS.DELETED && policy.onDeleted === "respect") return deletedMedia;
  return mediaType === "movie" ? decideMovie(situation, status) : decideShow(situation, status);
}

function decideMovie(situation: Situation, status: number | undefined): Decision {
  switch (status) {
    case undefined:
      return { kind: "request" };
    case MEDIA_STATUS.PENDING:
      return settled("already_requested", "A request of it waits for approval on the server.");
    case MEDIA_STATUS.PROCESSING:
      return settled("already_requested", "It has been requested, and is on its way.");
    case MEDIA_STATUS.PARTIALLY_AVAILABLE:
      return settled("partially_available", "The library has a part of it.");
    default:
      return decideByRequests(situation) ?? { kind: "request" };
  }
}

function decideShow(situation: Situation, status: number | undefined): Decision {
  const { detail, entry, is4k, policy, listed, asked, ours = false, today } = situation;
  if (status === MEDIA_STATUS.PARTIALLY_AVAILABLE && policy.onPartial === "leave")
    return settled(
      "partially_available",
      "The library has a part of it. Set 'Partly available titles' to 'request missing seasons' to complete it.",
    );
  if (!detail) return { kind: "look" };
  if (status === MEDIA_STATUS.UNKNOWN) {
    const standing = standingByRequests(detail, { entry, is4k, ours });
    if (standing === "deleted" && policy.onDeleted === "respect") return deletedRequest;
  }
  const wanted = wantedSeasons(detail.seasons ?? [], {
    policy: policy.seasons,
    specials: policy.specials,
    listed,
    today,
  });
  const standings = wanted.map((season) =>
    seasonStanding(season, { requests: detail.requests, entry, is4k, asked }),
  );
  const seasons = wanted.filter((_, index) => mayBeRequested(standings[index] as Standing, policy));
  if (seasons.length > 0) return { kind: "request", seasons };
  return wanted.length === 0 ? noSeasons(situation) : settledSeasons(wanted, standings);
}

/** For a row that the library calls UNKNOWN or DELETED; undefined when the title is free. */
function decideByRequests({ detail, entry, is4k, policy, ours = false }: Situation): Decision | undefined {
  if (!detail) return { kind: "look" };
  const standing = standingByRequests(detail, { entry, is4k, ours });
  if (standing === "requested") return settled("already_requested", "It has been requested on the server.");
  if (standing === "declined" && policy.onDeclined === "respect") return declined;
  if (standing === "deleted" && policy.onDeleted === "respect") return deletedRequest;
  return undefined;
}

function mayBeRequested(standing: Standing, policy: FullPolicy): boolean {
  if (standing === "declined") return policy.onDeclined === "request";
  if (standing === "deleted") return policy.onDeleted === "request";
  return standing === "free";
}

function settledSeasons(wanted: number[], standings: Standing[]): Decision {
  const of = (standing: Standing) => wanted.filter((_, index) => standings[index] === standing);
  const named = (numbers: number[]) =>
    numbers.length === wanted.length ? "All wanted seasons" : seasonNames(numbers);
  const requested = of("requested");
  if (requested.length > 0)
    return settled("already_requested", `${named(requested)} ${areOr(requested)} requested on the server.`);
  const refused = of("declined");
  if (refused.length === wanted.length) return declined;
  if (refused.length > 0)
    return settled(
      "declined",
      `${seasonNames(refused)} ${areOr(refused)} declined on the server. ${askAgain("Declined")}`,
    );
  const deleted = of("deleted");
  if (deleted.length > 0)
    return settled(
      "skipped",
      `${named(deleted)} ${areOr(deleted)} deleted on the server. ${askAgain("Deleted")}`,
    );
  const odd = of("odd");
  if (odd.length > 0)
    return settled(
      "skipped",
      `${named(odd)} ${odd.length === 1 ? "has" : "have"} a status that no season should have, and the server takes no request then.`,
    );
  return settled("already_available", "All wanted seasons are in the library.");
}

function noSeasons({ policy, listed }: Situation): Decision {
  if (policy.seasons === "listed" && listed?.length)
    return settled(
      "skipped",
      `The server knows no season ${listed.join(", ")} of it. Check the list's season numbers.`,
    );
  return settled(
    "skipped",
    "The server knows no season of it that the season setting asks for. It is looked at again within a week.",
  );
}

const settled = (status: OutcomeStatus, reason: string): Decision => ({ kind: "settled", status, reason });

const askAgain = (which: "Declined" | "Deleted") => `Set '${which} titles' to 'request again' to ask anyway.`;

const declined = settled("declined", `Declined on the server by its administrator. ${askAgain("Declined")}`);
const deletedRequest = settled("skipped", `Its request was deleted on the server. ${askAgain("Deleted")}`);
const deletedMedia = settled("skipped", `It was in the library and has been deleted. ${askAgain("Deleted")}`);

/** `Season 1`, `Seasons 1, 2, 3`, `Specials`. */
export function seasonNames(numbers: number[]): string {
  const [only, ...more] = numbers;
  if (more.length > 0) return `Seasons ${numbers.join(", ")}`;
  return only === 0 ? "Season 0 (specials)" : `Season ${only}`;
}

const areOr = (numbers: number[]) => (numbers.length === 1 ? "was" : "were");
