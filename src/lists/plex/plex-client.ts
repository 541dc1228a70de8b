import type { HttpRequest, HttpResponse } from "../../http/http.ts";
import type { AccountContext } from "../account.ts";
import { ListError } from "../list-error.ts";
import { oddFormat } from "../messages.ts";
import { isPage, siteError } from "../site-error.ts";

/** The watchlist moved here from metadata.provider.plex.tv in August 2025. */
export const DISCOVER = "https://discover.provider.plex.tv";
export const COMMUNITY = "https://community.plex.tv";
export const PLEX_TV = "https://plex.tv";
export const RSS = "https://rss.plex.tv";

/** A login belongs to the identifier that it was made with, so login and fetch must name the same one. */
export const PLEX_HEADERS = {
  Accept: "application/json",
  "X-Plex-Client-Identifier": "node-red-list-sync",
  "X-Plex-Product": "ListSync for Node-RED",
};

/**
 * The token of whoever logged in, or the one that was entered.
 *
 * @throws ListError `auth-required`
 */
export async function plexToken(
  label: string,
  { account, signal }: Pick<AccountContext, "account" | "signal">,
): Promise<string> {
  const token = account?.login ? await account.login.token(signal) : account?.key;
  if (token) return token;
  throw new ListError(
    "auth-required",
    `${label} needs a Plex account. Add one as a list account and press Log in there, or enter your X-Plex-Token.`,
  );
}

/**
 * Asks one of Plex's services as the account's person.
 *
 * @param request its address already with the origin to use
 * @param label the list, for errors
 * @throws ListError `auth-required`, and those of `refusal`; 404 is left to the caller with `allow404`
 */
export async function askPlex(
  request: HttpRequest,
  label: string,
  context: AccountContext,
  allow404 = false,
): Promise<HttpResponse<Record<string, unknown>>> {
  const token = await plexToken(label, context);
  const response = await context.http.request<Record<string, unknown>>({
    ...request,
    headers: { ...PLEX_HEADERS, "X-Plex-Token": token, ...request.headers },
    signal: context.signal,
  });
  const { status, body } = response;
  if (status === 401)
    throw new ListError(
      "auth-required",
      "Plex no longer accepts the token. Open the list account and log in again.",
      { httpStatus: 401 },
    );
  if (status === 404 && allow404) return response;
  if (status === 200 && typeof body === "object" && body !== null && !isPage(body)) return response;
  throw siteError(response, "Plex", label);
}

export const unknownForm = (label: string): ListError =>
  new ListError("markup-changed", oddFormat("Plex", label));
