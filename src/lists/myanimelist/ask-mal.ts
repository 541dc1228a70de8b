import type { HttpResponse } from "../../http/http.ts";
import type { AccountContext } from "../account.ts";
import { ListError } from "../list-error.ts";
import { isPage, refusal } from "../refusal.ts";

/**
 * Asks MyAnimeList's API v2 with the client id of the account.
 *
 * @param path with its query
 * @param label the list, for errors
 * @throws ListError `auth-required`, `private`, `not-found`, and those of `refusal`
 */
export async function askMal(
  path: string,
  label: string,
  { http, account, origin, signal }: AccountContext,
): Promise<unknown> {
  const response = await http.request({
    url: `${origin("https://api.myanimelist.net")}/v2/${path}`,
    headers: { "X-MAL-CLIENT-ID": account?.key ?? "" },
    signal,
  });
  const { status, body } = response;
  if (status === 200 && typeof body === "object" && body !== null) return body;
  // a wrong client id is 400 or 401, a private list 403
  if ((status === 400 && /client/i.test(JSON.stringify(body))) || (status === 401 && !isPage(body)))
    throw new ListError(
      "auth-required",
      "MyAnimeList does not take the client id. Copy it again from myanimelist.net/apiconfig.",
      { httpStatus: status },
    );
  throw refusalOf(response, label);
}

/** The list as the site's own page loads it: not documented, and without a key. */
export async function askMalPage(
  path: string,
  label: string,
  { http, origin, signal }: AccountContext,
): Promise<unknown> {
  const response = await http.request({ url: `${origin("https://myanimelist.net")}/${path}`, signal });
  if (response.status === 200 && Array.isArray(response.body)) return response.body;
  throw refusalOf(response, label);
}

function refusalOf(response: HttpResponse, label: string): ListError {
  const { status, body } = response;
  if ((status === 403 && !isPage(body)) || (status === 400 && !isPage(body)))
    return new ListError(
      "private",
      `${label} is private. Its owner can show it in MyAnimeList's settings (Privacy).`,
      {
        httpStatus: status,
      },
    );
  return refusal(response, "MyAnimeList", label);
}
