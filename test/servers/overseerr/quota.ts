import { hasAny, PERMISSION } from "./permissions.ts";
import { refuse, unknownUser } from "./refusal.ts";
import { type MediaType, REQUEST, type UserRow } from "./rows.ts";
import type { Answer, Call, World } from "./world.ts";

export interface Quota {
  days?: number;
  /** 0 is no limit. */
  limit: number;
  used: number;
  remaining?: number;
  restricted: boolean;
}

/** A user's quota for films, or for seasons of shows. Declined requests do not count. */
export function quotaOf(user: UserRow, mediaType: MediaType, { state }: World): Quota {
  const limit = (mediaType === "movie" ? user.movieQuotaLimit : user.tvQuotaLimit) ?? 0;
  const days = (mediaType === "movie" ? user.movieQuotaDays : user.tvQuotaDays) ?? undefined;
  if (!limit) return { limit: 0, used: 0, restricted: false };
  const since = days === undefined ? "" : daysBefore(state.now(), days);
  const used = state.requests
    .filter((request) => request.requestedBy === user.id && request.type === mediaType)
    .filter((request) => request.status !== REQUEST.DECLINED && request.createdAt >= since)
    .reduce((sum, request) => sum + (mediaType === "movie" ? 1 : request.seasons.length), 0);
  const remaining = Math.max(0, limit - used);
  return { ...(days !== undefined && { days }), limit, used, remaining, restricted: remaining === 0 };
}

/** `GET /user/{userId}/quota`: of others only for who manages requests or users. */
export function userQuota({ params, user }: Call, world: World): Answer {
  if (user.id !== params.userId && !hasAny(user, PERMISSION.MANAGE_USERS))
    throw refuse(403, "You do not have permission to view this user's request limits.");
  const wanted = world.state.users.find((row) => row.id === params.userId);
  if (!wanted) throw refuse(404, unknownUser(Number(params.userId)));
  return { status: 200, json: { movie: quotaOf(wanted, "movie", world), tv: quotaOf(wanted, "tv", world) } };
}

const daysBefore = (time: string, days: number) =>
  new Date(Date.parse(time) - days * 86_400_000).toISOString();
