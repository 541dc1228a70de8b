import type { HttpResponse } from "../../http/http.ts";
import { ListError } from "../list-error.ts";
import { isPage, siteError } from "../site-error.ts";

/**
 * The error for an answer of Trakt that holds no list (status codes of the API's documentation, 2026-10; no such
 * answer could be recorded).
 */
export function traktError(response: HttpResponse, label: string): ListError {
  const { status, body, headers } = response;
  const http = { httpStatus: status };
  if (headers["x-private-user"] === "true")
    return new ListError(
      "private",
      `${label} belongs to a private profile. Its owner has to make the profile public at trakt.tv/settings.`,
      http,
    );
  if (status === 401)
    return new ListError(
      "auth-required",
      `${label} is shown to its owner only. Open the Trakt account in the list-account dialog and log in (again); or make it public.`,
      http,
    );
  // The API answers 403 with JSON or nothing; a page comes from Cloudflare in front of it.
  if (status === 403 && !isPage(body))
    return new ListError(
      "auth-required",
      "Trakt rejected the client id. It may be mistyped, or its app deleted: since July 30, 2026, only VIP members have API apps (trakt.tv/oauth/applications). MDBList can mirror the list instead.",
      http,
    );
  if (status === 404)
    return new ListError(
      "not-found",
      `${label} does not exist, or is private. Check the address, and whether a person who is not logged in can open it.`,
      http,
    );
  if (status === 410)
    return new ListError("not-found", `${label} is gone: its owner's account was closed.`, http);
  if (status === 423)
    return new ListError("private", `${label} cannot be read, because its owner's account is locked.`, http);
  if (status === 420 || status === 426)
    return new ListError("plan-required", `Trakt shows ${label} to VIP members only.`, http);
  if ([400, 405, 409, 422].includes(status))
    return new ListError(
      "bad-input",
      `Trakt does not accept the address of ${label} (HTTP ${status}). Remove its sorting and filters and try again.`,
      http,
    );
  return siteError(response, "Trakt", label);
}
