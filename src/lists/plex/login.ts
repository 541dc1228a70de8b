import type { AccountContext, LoginAnswer, LoginFlow, LoginStart } from "../account.ts";
import { ListError } from "../list-error.ts";
import { firstName } from "../signed-in.ts";
import { isPage, siteError } from "../site-error.ts";
import { PLEX_HEADERS, PLEX_TV } from "./plex-client.ts";

/** Seconds for which Plex keeps a strong PIN. */
const LIFETIME = 1800;

/**
 * Plex's login by PIN: the person opens a page that names the PIN and confirms. The token does not end by itself.
 *
 * Source: Plex's forum, "Authenticating with Plex", and the requests of Radarr and Sonarr (2025-11).
 */
export const plexLogin: LoginFlow = {
  async start(context): Promise<LoginStart> {
    const pin = await ask("POST", "pins?strong=true", context);
    const { id, code, expiresIn } = pin;
    if (typeof id !== "number" || typeof code !== "string") throw unknownPin();
    const query = new URLSearchParams({
      clientID: PLEX_HEADERS["X-Plex-Client-Identifier"],
      code,
      "context[device][product]": PLEX_HEADERS["X-Plex-Product"],
    });
    return {
      url: `https://app.plex.tv/auth#?${query}`,
      expiresIn: typeof expiresIn === "number" ? expiresIn : LIFETIME,
      interval: 2,
      state: { id },
    };
  },
  async poll(state, context): Promise<LoginAnswer> {
    const pin = await ask("GET", `pins/${(state as { id: number }).id}`, context);
    const { authToken } = pin;
    if (typeof authToken !== "string" || authToken === "") return { kind: "pending" };
    const login = { key: authToken };
    const user = await plexUser({ ...context, account: login }).catch(() => undefined);
    return { kind: "done", tokens: { accessToken: authToken, ...(user && { user }) } };
  },
};

/** The name of whose token it is, if Plex says it. @throws ListError `auth-required` when Plex does not take it */
export async function plexUser(context: AccountContext): Promise<string | undefined> {
  const { username, title, email } = await ask("GET", "user", context);
  return firstName(username, title, email);
}

async function ask(
  method: "GET" | "POST",
  path: string,
  { http, origin, signal, account }: AccountContext,
): Promise<Record<string, unknown>> {
  const token = account?.login ? await account.login.token(signal) : account?.key;
  const response = await http.request<Record<string, unknown>>({
    method,
    url: `${origin(PLEX_TV)}/api/v2/${path}`,
    headers: { ...PLEX_HEADERS, ...(token && { "X-Plex-Token": token }) },
    signal,
  });
  const { status, body } = response;
  if (status === 401)
    throw new ListError("auth-required", "Plex rejected the token. Log in again in the list account.");
  if (status === 404)
    throw new ListError("auth-required", "Plex has forgotten the login. Press Log in for a new one.");
  if (status < 300 && typeof body === "object" && body !== null && !isPage(body)) return body;
  throw siteError(response, "Plex", "The login at Plex");
}

const unknownPin = (): ListError =>
  new ListError(
    "markup-changed",
    "Plex's response to the login has an unexpected format. Update the package, or report it.",
  );
