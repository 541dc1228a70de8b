import type { ListSyncError } from "../errors.ts";
import type { Outcome } from "../items/item.ts";
import type { RequestBody, RequestResult } from "../overseerr/overseerr.ts";
import { ServerError } from "../overseerr/server-error.ts";
import { REQUEST_STATUS } from "../overseerr/status.ts";
import * as messages from "./messages.ts";

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
      reason: messages.nothingLeft(result.message),
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
  const asked = body.seasons === "all" ? [] : (body.seasons ?? []);
  const dropped = asked.filter((season) => !result.seasons.includes(season));
  return [
    ...(result.foundAfterwards ? [messages.foundAfterwards()] : []),
    ...(result.status === REQUEST_STATUS.PENDING ? [messages.needsApproval()] : []),
    ...(result.status === REQUEST_STATUS.FAILED ? [messages.refusedByService(service)] : []),
    ...(dropped.length > 0 && body.mediaType === "tv" ? [messages.seasonsDropped(dropped)] : []),
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
