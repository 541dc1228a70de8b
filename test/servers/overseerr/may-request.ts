import { hasAny, PERMISSION } from "./permissions.ts";
import type { MediaType, UserRow } from "./rows.ts";

/** Whether a user may ask for this kind of title. */
export function mayRequest(user: UserRow, mediaType: MediaType, is4k: boolean): boolean {
  const { REQUEST, REQUEST_MOVIE, REQUEST_TV, REQUEST_4K, REQUEST_4K_MOVIE, REQUEST_4K_TV } = PERMISSION;
  if (is4k) return hasAny(user, REQUEST_4K, mediaType === "movie" ? REQUEST_4K_MOVIE : REQUEST_4K_TV);
  return hasAny(user, REQUEST, mediaType === "movie" ? REQUEST_MOVIE : REQUEST_TV);
}

/** Whether what a user sends is approved at once. It is the caller who counts, not the requester. */
export function mayApprove(user: UserRow, mediaType: MediaType, is4k: boolean): boolean {
  const movie = mediaType === "movie";
  const { MANAGE_REQUESTS, AUTO_APPROVE, AUTO_APPROVE_MOVIE, AUTO_APPROVE_TV } = PERMISSION;
  const { AUTO_APPROVE_4K, AUTO_APPROVE_4K_MOVIE, AUTO_APPROVE_4K_TV } = PERMISSION;
  if (is4k)
    return hasAny(user, MANAGE_REQUESTS, AUTO_APPROVE_4K, movie ? AUTO_APPROVE_4K_MOVIE : AUTO_APPROVE_4K_TV);
  return hasAny(user, MANAGE_REQUESTS, AUTO_APPROVE, movie ? AUTO_APPROVE_MOVIE : AUTO_APPROVE_TV);
}
