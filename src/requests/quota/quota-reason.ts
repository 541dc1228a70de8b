import { ListSyncError } from "../../errors.ts";
import type { MediaType } from "../../items/item.ts";
import { asRecord, asRecords } from "../../overseerr/json-shape.ts";
import type { Overseerr, QuotaPart } from "../../overseerr/overseerr.ts";
import { REQUEST_STATUS } from "../../overseerr/status.ts";
import * as messages from "../messages.ts";

const DAY = 24 * 60 * 60 * 1000;

/** As many of a user's requests as one call answers; a quota that goes further back gets no date. */
const LATEST = 200;

interface Question {
  user: number;
  mediaType: MediaType;
  units: number;
  part: QuotaPart;
}

/** A request as a quota counts it. */
export interface CountedRequest {
  mediaType: MediaType;
  /** Milliseconds since the epoch. */
  at: number;
  units: number;
}

/**
 * What a quota counts of a user: their latest requests but for declined ones, the oldest first. Asked of the user's own
 * requests, which costs the server no call to Radarr or Sonarr.
 *
 * @returns nothing when the server does not say
 */
export async function countedRequests(
  overseerr: Overseerr,
  user: number,
  signal?: AbortSignal,
): Promise<CountedRequest[]> {
  const path = `/user/${user}/requests`;
  const body = await overseerr.get(path, { take: LATEST, skip: 0 }, { signal }).catch((error: unknown) => {
    if (error instanceof ListSyncError && error.code !== "cancelled") return undefined;
    throw error;
  });
  return asRecords(asRecord(body)?.results)
    .filter(({ status }) => status !== REQUEST_STATUS.DECLINED)
    .map(({ type, createdAt, seasons }) => {
      const mediaType: MediaType = type === "movie" ? "movie" : "tv";
      const units = mediaType === "movie" ? 1 : asRecords(seasons).length;
      return { mediaType, at: Date.parse(String(createdAt)), units };
    })
    .sort((a, b) => a.at - b.at);
}

/**
 * When a quota will have room for so many units: as soon as enough of what it counts is older than its period.
 *
 * @param requests see {@link countedRequests}
 * @returns undefined when that cannot be told, or will never be
 */
export function freeAgain(
  { mediaType, units, part: { days, limit, used } }: Question,
  requests: CountedRequest[],
  now: Date,
): Date | undefined {
  if (days === undefined || units > limit) return undefined;
  const since = now.getTime() - days * DAY;
  let missing = used + units - limit;
  for (const request of requests) {
    if (request.mediaType !== mediaType || request.at < since) continue;
    missing -= request.units;
    if (missing <= 0) return new Date(request.at + days * DAY);
  }
  return undefined;
}

/** Why a quota does not allow a request, and what to do. */
export function whyOverQuota({
  user,
  mediaType,
  units,
  part: { days, limit, used },
  free,
}: Question & { free?: Date }): string {
  const quota = { user, mediaType, units, limit, days };
  return units > limit ? messages.largerThanQuota(quota) : messages.quotaUsedUp({ ...quota, used, free });
}
