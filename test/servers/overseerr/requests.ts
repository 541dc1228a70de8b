import { requestJson, singleRequestJson } from "./media-json.ts";
import { pageOf } from "./page.ts";
import { hasAny, PERMISSION } from "./permissions.ts";
import { ProcessEnd } from "./process-end.ts";
import { refuse } from "./refusal.ts";
import { MEDIA, REQUEST, type RequestRow } from "./rows.ts";
import type { Answer, Call, World } from "./world.ts";

/**
 * `GET /request`: one's own requests only, unless one may see others'. Jellyseerr and Seerr ask every Radarr and Sonarr for
 * the names of its profiles.
 */
export function listRequests({ query, user }: Call, world: World): Answer {
  const seesAll = hasAny(user, PERMISSION.MANAGE_REQUESTS, PERMISSION.REQUEST_VIEW);
  const by = query.requestedBy === undefined ? undefined : Number(query.requestedBy);
  if (by !== undefined && by !== user.id && !seesAll)
    throw refuse(403, "You do not have permission to view this user's requests.");
  const owner = seesAll ? by : user.id;
  const rows = world.state.requests
    .filter((request) => owner === undefined || request.requestedBy === owner)
    .filter((request) => passes(request, query, world));
  const value = (request: RequestRow) => (query.sort === "modified" ? request.updatedAt : "");
  const up = query.sortDirection === "asc" ? 1 : -1;
  rows.sort((a, b) => up * (value(a) === value(b) ? a.id - b.id : value(a) < value(b) ? -1 : 1));
  const { richRequestList, serviceErrors } = world.product;
  const manager = hasAny(user, PERMISSION.MANAGE_REQUESTS);
  const page = pageOf(rows, query, 10, (request) => ({
    ...requestJson(request, world),
    ...(richRequestList && manager && { canRemove: false }),
  }));
  const errors = richRequestList ? failedServices(world) : undefined;
  const answer = { status: 200, json: { ...page, ...(serviceErrors && { serviceErrors: errors?.named }) } };
  if (errors?.ends) throw new ProcessEnd("the list of requests while a service fails", answer);
  return answer;
}

function failedServices({ services }: World) {
  let ends = false;
  const failed = (kind: "radarr" | "sonarr") => {
    const read = services[kind].length > 0 ? services.readProfiles(kind) : "read";
    ends ||= read === "ends";
    return read === "failed" ? services[kind].map(({ id, name }) => ({ id, name })) : [];
  };
  const named = { radarr: failed("radarr"), sonarr: failed("sonarr") };
  return { named, ends };
}

/** `GET /user/{userId}/requests`: newest first, straight from the database. */
export function userRequests({ params, query, user }: Call, world: World): Answer {
  const seesAll = hasAny(user, PERMISSION.MANAGE_REQUESTS, PERMISSION.REQUEST_VIEW);
  if (!world.state.users.some(({ id }) => id === params.userId)) throw refuse(404, "User not found.");
  if (params.userId !== user.id && !seesAll)
    throw refuse(403, "You do not have permission to view this user's requests.");
  const rows = world.state.requests.filter((request) => request.requestedBy === params.userId).reverse();
  return { status: 200, json: pageOf(rows, query, 20, (request) => requestJson(request, world)) };
}

/** Which request and media statuses a filter lets through; requests for blocked titles are hidden anyway. */
function passes(request: RequestRow, query: Call["query"], world: World): boolean {
  const media = world.state.mediaById(request.mediaId);
  if (query.mediaType && query.mediaType !== "all" && query.mediaType !== request.type) return false;
  const status = media ? (request.is4k ? media.status4k : media.status) : MEDIA.UNKNOWN;
  const waiting: number[] = [MEDIA.UNKNOWN, MEDIA.PENDING, MEDIA.PROCESSING, MEDIA.PARTIALLY_AVAILABLE];
  const open: number[] = [REQUEST.PENDING, REQUEST.APPROVED];
  switch (query.filter) {
    case "approved":
      return request.status === REQUEST.APPROVED;
    case "processing":
      return request.status === REQUEST.APPROVED && waiting.includes(status);
    case "pending":
      return request.status === REQUEST.PENDING;
    case "unavailable":
      return open.includes(request.status) && waiting.includes(status);
    case "failed":
      return request.status === REQUEST.FAILED;
    case "completed":
      return request.status === REQUEST.COMPLETED;
    case "available":
      return status === MEDIA.AVAILABLE;
    case "deleted":
      return status === world.product.deleted;
    default:
      return world.product.blockWord === undefined || status !== MEDIA.BLOCKLISTED;
  }
}

/** `GET /request/count` */
export function countRequests(_call: Call, { state, product }: World): Answer {
  const count = (test: (request: RequestRow) => boolean) => state.requests.filter(test).length;
  const mediaIs = (request: RequestRow, status: number) => {
    const media = state.mediaById(request.mediaId);
    return (request.is4k ? media?.status4k : media?.status) === status;
  };
  const approvedWith = (status: number) =>
    count((request) => request.status === REQUEST.APPROVED && mediaIs(request, status));
  return {
    status: 200,
    json: {
      total: state.requests.length,
      movie: count((request) => request.type === "movie"),
      tv: count((request) => request.type === "tv"),
      pending: count((request) => request.status === REQUEST.PENDING),
      approved: count((request) => request.status === REQUEST.APPROVED),
      declined: count((request) => request.status === REQUEST.DECLINED),
      processing: approvedWith(MEDIA.PROCESSING),
      available: approvedWith(MEDIA.AVAILABLE),
      ...(product.serviceErrors && { completed: count((request) => request.status === REQUEST.COMPLETED) }),
    },
  };
}

/** `GET /request/{requestId}` */
export function oneRequest({ params, user }: Call, world: World): Answer {
  const request = findRequest(params.requestId, world);
  const sees = hasAny(user, PERMISSION.MANAGE_REQUESTS, PERMISSION.REQUEST_VIEW);
  if (request.requestedBy !== user.id && !sees)
    throw refuse(403, "You do not have permission to view this request.");
  return { status: 200, json: singleRequestJson(request, world) };
}

export function findRequest(id: number | undefined, { state }: World): RequestRow {
  const request = state.requests.find((row) => row.id === id);
  if (!request) throw refuse(404, "Request not found.");
  return request;
}
