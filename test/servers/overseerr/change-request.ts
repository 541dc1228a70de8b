import { singleRequestJson } from "./media-json.ts";
import { hasAny, PERMISSION } from "./permissions.ts";
import { refuse, refuseAccess } from "./refusal.ts";
import { findRequest } from "./requests.ts";
import { REQUEST } from "./rows.ts";
import { approvedByHand, declined, deleted, touch } from "./status-changes.ts";
import type { Answer, Call, World } from "./world.ts";

/** `POST /request/{requestId}/{status}`: approve, decline, pending. */
export function decideRequest({ params, words, user }: Call, world: World): Answer {
  if (!hasAny(user, PERMISSION.MANAGE_REQUESTS)) throw refuseAccess();
  const request = findRequest(params.requestId, world);
  // As in the original, the answer's media is the one from before the decision.
  const { media } = singleRequestJson(request, world);
  request.modifiedBy = user.id;
  if (words.status === "approve") approvedByHand(request, world);
  else if (words.status === "decline") declined(request, world, true);
  else {
    request.status = REQUEST.PENDING;
    touch(request, world);
  }
  return { status: 200, json: { ...singleRequestJson(request, world), media } };
}

/** `POST /request/{requestId}/retry`: gives a failed request to Radarr or Sonarr again. */
export function retryRequest({ params, user }: Call, world: World): Answer {
  if (!hasAny(user, PERMISSION.MANAGE_REQUESTS)) throw refuseAccess();
  const request = findRequest(params.requestId, world);
  request.modifiedBy = user.id;
  approvedByHand(request, world);
  return { status: 200, json: singleRequestJson(request, world) };
}

/** `DELETE /request/{requestId}`: anybody may delete a request that still waits, whoever made it. */
export function deleteRequest({ params, user }: Call, world: World): Answer {
  const request = findRequest(params.requestId, world);
  const locked = request.status !== REQUEST.PENDING && !hasAny(user, PERMISSION.MANAGE_REQUESTS);
  if (locked) throw refuse(401, "You do not have permission to delete this request.");
  deleted(request, world);
  return { status: 204 };
}
