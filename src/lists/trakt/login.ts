import type { HttpResponse } from "../../http/http.ts";
import type { AccountContext, LoginAnswer, LoginFlow, LoginTokens } from "../account.ts";
import { ListError } from "../list-error.ts";
import { refusal } from "../refusal.ts";
import { ask, TRAKT_API, traktHeaders } from "./pages.ts";

interface Grant {
  access_token?: string;
  refresh_token?: string;
  /** Seconds; 7 days by the documentation of 2026-07, 24 hours by what programs report. */
  expires_in?: number;
}

const OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

/** What Trakt's status codes mean while the person has not confirmed (documentation, 2026-10). */
const POLLS: Record<number, string> = {
  404: "Trakt does not know the code any more. Press Log in for a new one.",
  409: "The code was used already. Press Log in for a new one.",
  410: "The code has expired. Press Log in for a new one.",
  418: "The login was refused on Trakt. Press Log in to try again.",
};

/** Trakt's login by a device code. Every refresh gives a new refresh token, and the old one ends. */
export const traktLogin: LoginFlow = {
  async start(context) {
    const { key } = app(context);
    const response = await post<Record<string, unknown>>("oauth/device/code", { client_id: key }, context);
    const { device_code, user_code, verification_url, expires_in, interval } = response.body ?? {};
    if (response.status !== 200 || typeof device_code !== "string" || typeof user_code !== "string")
      throw refused(response);
    return {
      url: String(verification_url ?? "https://trakt.tv/activate"),
      code: user_code,
      expiresIn: typeof expires_in === "number" ? expires_in : 600,
      interval: typeof interval === "number" ? interval : 5,
      state: { code: device_code },
    };
  },
  async poll(state, context): Promise<LoginAnswer> {
    const { key, secret } = app(context);
    const { code } = state as { code: string };
    const form = { code, client_id: key, client_secret: secret };
    const response = await post<Grant>("oauth/device/token", form, context);
    if (response.status === 400) return { kind: "pending" };
    if (response.status === 429) return { kind: "pending", interval: 10 };
    const sentence = POLLS[response.status];
    if (sentence) throw new ListError("auth-required", sentence, { httpStatus: response.status });
    const tokens = tokensOf(response);
    const login = { name: "", token: async () => tokens.accessToken, renew: async () => tokens.accessToken };
    const user = await userName({ ...context, account: { key, login } }).catch(() => undefined);
    return { kind: "done", tokens: { ...tokens, ...(user && { user }) } };
  },
  async refresh({ refreshToken = "", user }, context) {
    const { key, secret } = app(context);
    const form = {
      refresh_token: refreshToken,
      client_id: key,
      client_secret: secret,
      redirect_uri: OUT_OF_BAND,
      grant_type: "refresh_token",
    };
    const response = await post<Grant>("oauth/token", form, context);
    if (response.status === 400 || response.status === 401)
      throw new ListError(
        "auth-required",
        "Trakt does not take the login any more. Log in again in the list account.",
        {
          httpStatus: response.status,
        },
      );
    return { ...tokensOf(response), ...(user !== undefined && { user }) };
  },
};

/**
 * Proves an account in one call.
 *
 * @throws ListError as `ask`
 */
export async function testAccount(context: AccountContext): Promise<string> {
  const { key, login } = context.account ?? {};
  if (!key) throw new ListError("auth-required", "Enter the client id of your Trakt app.");
  if (login) return `Signed in as ${await userName(context)}.`;
  await ask({ label: "Trakt" }, "movies/boxoffice", key, context);
  return "Trakt takes the client id. Nobody is logged in.";
}

async function userName(context: AccountContext): Promise<string> {
  const { body } = await ask({ label: "The account" }, "users/settings", context.account?.key ?? "", context);
  const { username, vip } = ((body as { user?: object }).user ?? {}) as { username?: string; vip?: boolean };
  return `${username ?? "somebody"}${vip ? " (VIP)" : ""}`;
}

const post = <T>(path: string, json: object, context: AccountContext): Promise<HttpResponse<T>> =>
  context.http.request<T>({
    method: "POST",
    url: `${context.origin(TRAKT_API)}/${path}`,
    headers: traktHeaders(app(context).key),
    json,
    signal: context.signal,
  });

function app({ account }: AccountContext): { key: string; secret: string } {
  if (account?.key && account.secret) return { key: account.key, secret: account.secret };
  throw new ListError(
    "auth-required",
    "A login needs the client id and the client secret of your Trakt app. Enter both; they stand at trakt.tv/oauth/applications.",
  );
}

function tokensOf(response: HttpResponse<Grant>): LoginTokens {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = response.body ?? {};
  if (response.status !== 200 || !accessToken) throw refused(response);
  return {
    accessToken,
    ...(refreshToken && { refreshToken }),
    ...(seconds && { expiresAt: new Date(Date.now() + seconds * 1000).toISOString() }),
  };
}

function refused(response: HttpResponse): ListError {
  const { status } = response;
  if (status === 401 || status === 403)
    return new ListError(
      "auth-required",
      "Trakt refuses the app. Check client id and client secret at trakt.tv/oauth/applications.",
      { httpStatus: status },
    );
  return refusal(response, "Trakt", "The login at Trakt");
}
