import type { MediaType, OutcomeStatus } from "../items/item.ts";
import type { LibraryEntry } from "../overseerr/library/library-index.ts";
import { isKnownMediaStatus, MEDIA_STATUS, serversNumber } from "../overseerr/status.ts";
import type { TitleDetail } from "../state/port/findings.ts";
import * as messages from "./messages.ts";
import type { FullPolicy } from "./request-policy.ts";
import { wantedSeasons } from "./season-plan.ts";
import { type StateOnServer, seasonState, stateByRequests, statusOf } from "./state-on-server.ts";

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
  | { kind: "needs-details" }
  /** `seasons` for shows: those to ask for; "all" without a look, see needs-no-look.ts. */
  | { kind: "request"; seasons?: number[] | "all" };

/**
 * Decides whether a title should be requested. Pure: the same situation gives the same decision.
 *
 * Never requests what is there, requested, on the blocklist, or of a status that this version does not know.
 */
export function decide(situation: Situation): Decision {
  const { entry, is4k, policy, mediaType } = situation;
  const status = statusOf(entry, is4k);
  if (entry?.status === MEDIA_STATUS.BLOCKLISTED || status === MEDIA_STATUS.BLOCKLISTED)
    return settled("blocklisted", messages.blocklisted());
  if (status !== undefined && !isKnownMediaStatus(status))
    return settled("skipped", messages.unknownStatus(serversNumber(status)));
  if (status === MEDIA_STATUS.AVAILABLE) return settled("already_available", messages.inLibrary());
  if (status === MEDIA_STATUS.DELETED && policy.onDeleted === "respect") return deletedMedia;
  return mediaType === "movie" ? decideMovie(situation, status) : decideShow(situation, status);
}

function decideMovie(situation: Situation, status: number | undefined): Decision {
  switch (status) {
    case undefined:
      return { kind: "request" };
    case MEDIA_STATUS.PENDING:
      return settled("already_requested", messages.waitsForApproval());
    case MEDIA_STATUS.PROCESSING:
      return settled("already_requested", messages.onItsWay());
    case MEDIA_STATUS.PARTIALLY_AVAILABLE:
      return settled("partially_available", messages.partlyInLibrary());
    case MEDIA_STATUS.UNKNOWN:
      if (situation.entry?.isNew) return { kind: "request" };
      return decideByRequests(situation) ?? { kind: "request" };
    default:
      return decideByRequests(situation) ?? { kind: "request" };
  }
}

function decideShow(situation: Situation, status: number | undefined): Decision {
  const { detail, entry, is4k, policy, listed, asked, ours = false, today } = situation;
  if (status === MEDIA_STATUS.PARTIALLY_AVAILABLE && policy.onPartial === "leave")
    return settled("partially_available", messages.partlyInLibraryLeft());
  if (!detail) return { kind: "needs-details" };
  if (status === MEDIA_STATUS.UNKNOWN) {
    const state = stateByRequests(detail, { entry, is4k, ours });
    if (state === "deleted" && policy.onDeleted === "respect") return deletedRequest;
  }
  const wanted = wantedSeasons(detail.seasons ?? [], {
    policy: policy.seasons,
    specials: policy.specials,
    listed,
    today,
  });
  const states = wanted.map((season) =>
    seasonState(season, { requests: detail.requests, entry, is4k, asked }),
  );
  const seasons = wanted.filter((_, index) => mayBeRequested(states[index] as StateOnServer, policy));
  if (seasons.length > 0) return { kind: "request", seasons };
  return wanted.length === 0 ? noSeasons(situation) : settledSeasons(wanted, states);
}

/** For a row that the library calls UNKNOWN or DELETED; undefined when the title is free. */
function decideByRequests({ detail, entry, is4k, policy, ours = false }: Situation): Decision | undefined {
  if (!detail) return { kind: "needs-details" };
  const state = stateByRequests(detail, { entry, is4k, ours });
  if (state === "requested") return settled("already_requested", messages.requestedOnServer());
  if (state === "declined" && policy.onDeclined === "respect") return declined;
  if (state === "deleted" && policy.onDeleted === "respect") return deletedRequest;
  return undefined;
}

function mayBeRequested(state: StateOnServer, policy: FullPolicy): boolean {
  if (state === "declined") return policy.onDeclined === "request";
  if (state === "deleted") return policy.onDeleted === "request";
  return state === "free";
}

function settledSeasons(wanted: number[], states: StateOnServer[]): Decision {
  const of = (state: StateOnServer) => wanted.filter((_, index) => states[index] === state);
  const isAll = (numbers: number[]) => numbers.length === wanted.length;
  const requested = of("requested");
  if (requested.length > 0)
    return settled("already_requested", messages.seasonsRequested(requested, isAll(requested)));
  const refused = of("declined");
  if (refused.length === wanted.length) return declined;
  if (refused.length > 0) return settled("declined", messages.seasonsDeclined(refused));
  const deleted = of("deleted");
  if (deleted.length > 0) return settled("skipped", messages.seasonsDeleted(deleted, isAll(deleted)));
  const odd = of("odd");
  if (odd.length > 0) return settled("skipped", messages.seasonsOdd(odd, isAll(odd)));
  return settled("already_available", messages.seasonsInLibrary());
}

function noSeasons({ policy, listed }: Situation): Decision {
  if (policy.seasons === "listed" && listed?.length)
    return settled("skipped", messages.noSuchSeasons(listed));
  return settled("skipped", messages.noSeasons());
}

const settled = (status: OutcomeStatus, reason: string): Decision => ({ kind: "settled", status, reason });

const declined = settled("declined", messages.declined());
const deletedRequest = settled("skipped", messages.requestDeleted());
const deletedMedia = settled("skipped", messages.titleDeleted());
