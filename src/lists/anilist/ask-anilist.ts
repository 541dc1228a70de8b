import { retryAfterMs } from "../../http/retry-after.ts";
import { USER_AGENT } from "../../http/user-agent.ts";
import { ListError } from "../list-error.ts";
import { limiting, oddFormat } from "../messages.ts";
import type { FetchContext } from "../provider.ts";
import { siteError } from "../site-error.ts";
import type { AnilistList } from "./parse-anilist.ts";

/** Since 2026-08-22 requests without a Referer are refused; ours says who we are, and poses as nobody. */
const REFERER =
  /\+?(https?:\/\/[^\s)]+)/.exec(USER_AGENT)?.[1] ?? "https://github.com/list-sync/node-red-list-sync";

/** What AniList says of itself when it is down (recorded 2024-11, 2026-09-11), and how long it is to be left alone. */
const DOWN = /temporarily disabled/i;
const LEAVE_ALONE = 10 * 60 * 1000;

/** Milliseconds between two requests; faster ones are refused long before the limit that AniList announces. */
export const SPACING = 2000;

/**
 * Asks AniList's GraphQL API. Errors stand in the body, some with HTTP 200.
 *
 * @throws ListError `private`, `not-found`, `rate-limited`, `unavailable`, and those of `refusal`
 */
export async function askAnilist(
  query: string,
  variables: object,
  list: AnilistList,
  { http, origin, signal }: FetchContext,
): Promise<Record<string, unknown>> {
  const response = await http.request<Record<string, unknown>>({
    method: "POST",
    url: `${origin("https://graphql.anilist.co")}/`,
    headers: { Accept: "application/json", Referer: REFERER },
    json: { query, variables },
    // it reads only, so it may be asked again
    retry: true,
    signal,
  });
  const { status, body, headers } = response;
  const data = typeof body === "object" && body !== null ? body : {};
  const [error] = Array.isArray(data.errors) ? (data.errors as { message?: string; status?: number }[]) : [];
  if (error) throw toError(error, status, headers, list);
  if (status === 200 && typeof data.data === "object" && data.data !== null)
    return data.data as Record<string, unknown>;
  throw siteError(response, "AniList", list.label);
}

function toError(
  { message = "", status: said }: { message?: string; status?: number },
  httpStatus: number,
  headers: Record<string, string>,
  list: AnilistList,
): ListError {
  const status = said ?? httpStatus;
  const http = { httpStatus };
  if (/private/i.test(message))
    return new ListError(
      "private",
      `${list.label} is private. Its owner can make it public in AniList's settings, under Profile.`,
      http,
    );
  if (status === 404)
    return new ListError(
      "not-found",
      `${list.label} does not exist (AniList: "${message}"). Check the name.`,
      http,
    );
  if (DOWN.test(message))
    return new ListError("unavailable", `AniList is down: "${message}" The next run tries again.`, {
      ...http,
      retryAfterMs: LEAVE_ALONE,
    });
  if (status === 429)
    return new ListError("rate-limited", limiting("AniList"), {
      ...http,
      retryAfterMs: retryAfterMs(headers) ?? 60_000,
    });
  if (status >= 500)
    return new ListError(
      "unavailable",
      `AniList is not working at the moment ("${message}"). The next run tries again.`,
      http,
    );
  if (status === 403)
    return new ListError(
      "blocked",
      `AniList blocks automated access: "${message}" Try later or from another network.`,
      http,
    );
  return new ListError(
    "markup-changed",
    `AniList refused the query for ${list.label}: "${message}". Update the package.`,
    http,
  );
}

/** The error for an answer that holds no entries in the known form. */
export const unknownForm = (list: AnilistList): ListError =>
  new ListError("markup-changed", oddFormat("AniList", list.label));
