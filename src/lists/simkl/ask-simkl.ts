import { createRequire } from "node:module";
import type { HttpRequest, HttpResponse } from "../../http/http.ts";
import { retryAfterMs } from "../../http/retry-after.ts";
import type { AccountContext } from "../account.ts";
import { ListError } from "../list-error.ts";
import { limiting } from "../messages.ts";
import { siteError } from "../site-error.ts";

const SIMKL_API = "https://api.simkl.com";

const { version } = createRequire(import.meta.url)("@list-sync/node-red-list-sync/package.json") as {
  version: string;
};

/** Simkl wants every program to name itself in the address as well. */
export const appQuery = (clientId: string | undefined): string =>
  new URLSearchParams({
    ...(clientId && { client_id: clientId }),
    "app-name": "node-red-list-sync",
    "app-version": version,
  }).toString();

/**
 * Asks Simkl's API.
 *
 * @param path with its query
 * @param label the list, for errors
 * @param person whether it is asked as the person who logged in
 * @throws ListError `auth-required`, `not-found`, `plan-required`, and those of `refusal`
 */
export async function askSimkl(
  path: string,
  label: string,
  context: AccountContext,
  person = false,
): Promise<unknown> {
  const { account, origin, signal } = context;
  if (!account?.key)
    throw new ListError(
      "auth-required",
      `${label} needs a Simkl client id. Make an app at simkl.com/settings/developer (free) and add its client id as a Simkl account.`,
    );
  if (person && !account.login)
    throw new ListError(
      "auth-required",
      `${label} can only be read by its owner. Open the Simkl account in the list-account dialog and press Log in.`,
    );
  const url = `${origin(SIMKL_API)}/${path}${path.includes("?") ? "&" : "?"}${appQuery(account.key)}`;
  const ask = (token: string | undefined) =>
    context.http.request({ url, ...(token && { headers: { Authorization: `Bearer ${token}` } }), signal });
  const token = person ? await account.login?.token(signal) : undefined;
  let response = await ask(token);
  if (response.status === 401 && token) response = await ask(await account.login?.renew(token, signal));
  return bodyOf(response, label);
}

/** A post of Simkl's logins, which is a form. */
export const simklForm = (
  path: string,
  form: Record<string, string>,
  { origin, signal }: AccountContext,
): HttpRequest => ({
  method: "POST",
  url: `${origin(SIMKL_API)}/${path}?${appQuery(undefined)}`,
  form,
  signal,
});

/** The answer's body. An empty list may be `null`. @throws ListError by Simkl's own words (state of 2026-09) */
function bodyOf(response: HttpResponse, label: string): unknown {
  const { status, body, headers } = response;
  const error = typeof body === "object" && body !== null ? (body as { error?: unknown }).error : undefined;
  const http = { httpStatus: status };
  if (error === "premium_only")
    return fail(
      "plan-required",
      `${label}: Simkl shows the titles of custom lists to PRO and VIP members only.`,
      http,
    );
  if (error === "client_id_failed" || status === 412)
    return fail(
      "auth-required",
      "Simkl rejected the client id. Copy it again from simkl.com/settings/developer.",
      http,
    );
  if (error === "oauth2_token_required" || error === "user_token_failed" || status === 401)
    return fail(
      "auth-required",
      "Simkl no longer accepts the login. Open the list account and log in again.",
      http,
    );
  if (error === "rate_limit" || status === 429) {
    const wait = retryAfterMs(headers);
    return fail("rate-limited", limiting("Simkl"), {
      ...http,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    });
  }
  if (error === "id_err" || error === "url_failed" || status === 404)
    return fail("not-found", `${label} does not exist on Simkl. Check the address.`, http);
  if (status === 200 && typeof body === "object" && error === undefined) return body;
  throw siteError(response, "Simkl", label);
}

function fail(
  code: ListError["code"],
  message: string,
  options: { httpStatus: number; retryAfterMs?: number },
): never {
  throw new ListError(code, message, options);
}
