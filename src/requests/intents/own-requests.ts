import type { Outcome, OutcomeStatus } from "../../items/item.ts";
import { outcomesWhere } from "../../items/outcomes.ts";

/** What ListSync itself did with a title on a server, in one quality. */
export interface OwnRequests {
  /**
   * It took its request back: that looks on the server as if somebody had deleted it by hand, but is no reason not to
   * ask again.
   */
  cancelled: boolean;
  /** It asked for the title, and did not take that back. */
  requested: boolean;
  /** Ids of those requests. */
  requestIds: number[];
  /** Seasons that it asked for and did not cancel. */
  seasons: number[];
}

/**
 * Reads what was done with a title.
 *
 * @param outcomes of the title, newest first
 */
export function ownRequests(outcomes: Outcome[], is4k: boolean): OwnRequests {
  const done = outcomes.filter((outcome) => (outcome.is4k ?? is4k) === is4k && !ATTEMPTS.has(outcome.status));
  const end = done.findIndex(({ status }) => status === "cancelled");
  const standing = end < 0 ? done : done.slice(0, end);
  return {
    cancelled: end === 0,
    requested: standing.some(({ status }) => status === "requested"),
    requestIds: standing.flatMap(({ status, requestId }) =>
      status === "requested" && requestId !== undefined ? [requestId] : [],
    ),
    seasons: standing.flatMap(({ status, seasons = [] }) => (status === "requested" ? seasons : [])),
  };
}

/** Outcomes that left everything on the server as it was. */
const ATTEMPTS: ReadonlySet<OutcomeStatus> = new Set(
  outcomesWhere(({ changesNothing }) => changesNothing === true),
);
