import type { HttpResponse } from "../../http/http.ts";
import { retryAfterMs } from "../../http/retry-after.ts";
import type { AccountContext } from "../account.ts";
import { ListError } from "../list-error.ts";
import { limiting } from "../messages.ts";
import { isPage, siteError } from "../site-error.ts";

const TMDB_API = "https://api.themoviedb.org";

/** A key of 32 hexadecimal digits goes into the address, a token into a header; both work for versions 3 and 4. */
const isApiKey = (key: string): boolean => /^[0-9a-f]{32}$/i.test(key);

/**
 * Asks TMDB's API.
 *
 * @param path with version and query: `3/movie/popular?page=1`
 * @param label the list, for errors
 * @param key in place of the account's
 * @throws ListError by TMDB's own status codes (state of 2026-08): 7 wrong key, 3 not permitted, 34 not found, 25 too many
 *   requests; otherwise as `refusal`
 */
export async function askTmdb(
  path: string,
  label: string,
  { http, account, origin, signal }: AccountContext,
  key = account?.key,
): Promise<Record<string, unknown>> {
  if (!key) throw needsKey(label);
  const address = `${origin(TMDB_API)}/${path}`;
  const response = await http.request<Record<string, unknown>>({
    url: isApiKey(key) ? `${address}${path.includes("?") ? "&" : "?"}api_key=${key}` : address,
    ...(isApiKey(key) ? {} : { headers: { Authorization: `Bearer ${key}` } }),
    signal,
  });
  const { status, body } = response;
  if (status === 200 && typeof body === "object" && body !== null && body.success !== false) return body;
  throw tmdbRefusal(response, label);
}

function tmdbRefusal(response: HttpResponse<Record<string, unknown>>, label: string): ListError {
  const { status, body, headers } = response;
  const code = typeof body === "object" && body !== null ? body.status_code : undefined;
  const http = { httpStatus: status };
  if (code === 7 || code === 10)
    return new ListError(
      "auth-required",
      "TMDB rejected the API key. Copy it again from themoviedb.org/settings/api.",
      http,
    );
  if (code === 3 || code === 39 || code === 14)
    return new ListError(
      "private",
      `${label} is private on TMDB. Make it public, or enter the token of its owner in the TMDB account.`,
      http,
    );
  if (code === 34 || code === 6)
    return new ListError("not-found", `${label} does not exist on TMDB. Check the address.`, http);
  if (code === 25) {
    const wait = retryAfterMs(headers);
    return new ListError("rate-limited", limiting("TMDB"), {
      ...http,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    });
  }
  if (status === 401 && !isPage(body))
    return new ListError("auth-required", "TMDB rejected the API key. Check it in the account.", http);
  return siteError(response, "TMDB", label);
}

/** What to do where no key is there and no server can stand in. */
export const needsKey = (label: string): ListError =>
  new ListError(
    "auth-required",
    `${label} needs a TMDB API key. Make one at themoviedb.org/settings/api (free) and add it as a TMDB account. Popular, upcoming and trending titles, searches and collections need none when a request server is chosen in the list-source node.`,
  );
