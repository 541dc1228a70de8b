import type { HttpResponse } from "../../http/http.ts";
import type { AccountContext } from "../account.ts";
import { ListError } from "../list-error.ts";
import { oddFormat } from "../messages.ts";
import { isPage, siteError } from "../site-error.ts";

/**
 * Asks MyAnimeList's API v2 with the client id of the account. It answers 400 or 401 to a wrong client id, 403 for a
 * hidden list and 404 for no such user (reported, 2025).
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
  const said = isPage(body) ? "" : JSON.stringify(body ?? "");
  const forbidden = status === 403 && said !== "";
  const aboutUser = path.startsWith("users/");
  if (
    (status === 400 && /client/i.test(said)) ||
    (status === 401 && said !== "") ||
    (forbidden && !aboutUser)
  )
    throw new ListError(
      "auth-required",
      "MyAnimeList rejected the client id. Copy it again from myanimelist.net/apiconfig.",
      { httpStatus: status },
    );
  if (forbidden)
    throw new ListError(
      "private",
      `${label} is private. Its owner can show it in MyAnimeList's settings (Privacy).`,
      { httpStatus: status },
    );
  throw siteError(response, "MyAnimeList", label);
}

/**
 * The list as the site's own page loads it: not documented, and without a key.
 *
 * @throws ListError `not-found`, and those of `refusal`
 */
export async function askMalSite(
  path: string,
  label: string,
  { http, origin, signal }: AccountContext,
): Promise<unknown[]> {
  const response: HttpResponse = await http.request({
    url: `${origin("https://myanimelist.net")}/${path}`,
    signal,
  });
  const { status, body } = response;
  if (status === 200 && Array.isArray(body)) return body;
  // `{"errors":[{"message":"invalid request"}]}`, the same for both (reported 2026-09)
  if (status === 400 && !isPage(body))
    throw new ListError(
      "not-found",
      `${label} does not exist, or is private: without a client id MyAnimeList does not say which. Check the name, and ask its owner to show the list.`,
      { httpStatus: status },
    );
  throw siteError(response, "MyAnimeList", label);
}

/** The error for an answer that holds no entries in the known form. */
export const unknownForm = (label: string): ListError =>
  new ListError("markup-changed", oddFormat("MyAnimeList", label));
