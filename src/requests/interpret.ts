import type { ListSyncError } from "../errors.ts";
import type { Outcome } from "../items/item.ts";
import type { RequestBody, RequestResult } from "../overseerr/overseerr.ts";
import { ServerError } from "../overseerr/server-error.ts";
import { REQUEST_STATUS } from "../overseerr/status.ts";
import { seasonNames } from "./decide.ts";

type Verdict = Omit<Outcome, "at">;

/** What the server's answer to a request means for the item. */
export function interpretResult(
  result: Exclude<RequestResult, { kind: "vanished" }>,
  body: RequestBody,
): Verdict {
  const { is4k } = body;
  if (result.kind === "nothing-left")
    return {
      status: "already_requested",
      reason: `Nothing was left to request: the server says "${result.message}".`,
      httpStatus: 202,
      is4k,
    };
  const reason = remarks(result, body).join(" ");
  return {
    status: "requested",
    ...(reason && { reason }),
    httpStatus: 201,
    requestId: result.id,
    is4k,
    ...(body.mediaType === "tv" && { seasons: result.seasons }),
  };
}

function remarks(result: Extract<RequestResult, { kind: "created" }>, body: RequestBody): string[] {
  const service = body.mediaType === "movie" ? "Radarr" : "Sonarr";
  const dropped = (body.seasons ?? []).filter((season) => !result.seasons.includes(season));
  return [
    ...(result.foundAfterwards
      ? ["The server's answer got lost; the request was found there afterwards."]
      : []),
    ...(result.status === REQUEST_STATUS.PENDING ? ["It waits for approval on the server."] : []),
    ...(result.status === REQUEST_STATUS.FAILED
      ? [`${service} refused it at once: look at the server's requests and retry it there.`]
      : []),
    ...(dropped.length > 0 && body.mediaType === "tv"
      ? [`${seasonNames(dropped)} had been requested before or cannot be requested.`]
      : []),
  ];
}

/** What a refusal or a failure means for the item. */
export function interpretError(error: ListSyncError, is4k?: boolean): Verdict {
  const httpStatus = error instanceof ServerError ? error.httpStatus : undefined;
  const facts = {
    reason: error.message,
    code: error.code,
    ...(httpStatus !== undefined && { httpStatus }),
    ...(is4k !== undefined && { is4k }),
  };
  switch (error.code) {
    case "server-duplicate":
      return { status: "already_requested", ...facts };
    case "server-quota":
      return { status: "quota_exceeded", ...facts };
    case "server-blocklisted":
      return { status: "blocklisted", ...facts };
    default:
      return { status: "failed", ...facts };
  }
}
