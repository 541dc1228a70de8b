import type { AccountContext, LoginAnswer, LoginFlow, LoginTokens } from "../account.ts";
import { ListError } from "../list-error.ts";
import { siteError } from "../site-error.ts";
import { simklForm } from "./ask-simkl.ts";

interface Grant {
  access_token?: string;
  refresh_token?: string;
  /** Seconds. */
  expires_in?: number;
  error?: string;
}

/**
 * Simkl's login by a code (AUTH V2 of 2026, RFC 8628): scope `media:read`, a token for 7 days, refreshed for 180 days from
 * its last use. The older login by PIN ends around April 2027 and cannot read custom lists.
 */
export const simklLogin: LoginFlow = {
  async start(context) {
    const clientId = clientIdOf(context);
    const response = await context.http.request<Record<string, unknown>>(
      simklForm("oauth2/device", { client_id: clientId, scope: "media:read" }, context),
    );
    const { device_code, user_code, verification_uri, verification_uri_complete, expires_in, interval } =
      response.body ?? {};
    if (response.status !== 200 || typeof device_code !== "string" || typeof user_code !== "string")
      throw refused(response);
    return {
      url: String(verification_uri_complete ?? verification_uri ?? "https://simkl.com/pin"),
      code: user_code,
      expiresIn: typeof expires_in === "number" ? expires_in : 900,
      interval: typeof interval === "number" ? interval : 5,
      state: { device: device_code },
    };
  },
  async poll(state, context): Promise<LoginAnswer> {
    const { device } = state as { device: string };
    const response = await grant(
      { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: device },
      context,
    );
    const { error } = response.body ?? {};
    if (error === "authorization_pending") return { kind: "pending" };
    if (error === "slow_down") return { kind: "pending", interval: 10 };
    if (error === "access_denied")
      throw new ListError("auth-required", "The login was refused on Simkl. Press Log in to try again.");
    if (error === "expired_token")
      throw new ListError("auth-required", "The code has expired. Press Log in for a new one.");
    return { kind: "done", tokens: tokensOf(response) };
  },
  async refresh({ refreshToken = "", user }, context) {
    const response = await grant({ grant_type: "refresh_token", refresh_token: refreshToken }, context);
    if (response.status === 400 || response.status === 401)
      throw new ListError(
        "auth-required",
        "Simkl no longer accepts the login. Log in again in the list account.",
      );
    // a new refresh token is not always given: the old one then goes on
    return { refreshToken, ...tokensOf(response), ...(user !== undefined && { user }) };
  },
};

const grant = (form: Record<string, string>, context: AccountContext) =>
  context.http.request<Grant>(
    simklForm("oauth2/token", { ...form, client_id: clientIdOf(context) }, context),
  );

function tokensOf(response: Awaited<ReturnType<typeof grant>>): LoginTokens {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = response.body ?? {};
  if (response.status !== 200 || !accessToken) throw refused(response);
  return {
    accessToken,
    ...(refreshToken && { refreshToken }),
    ...(seconds && { expiresAt: new Date(Date.now() + seconds * 1000).toISOString() }),
  };
}

function clientIdOf({ account }: AccountContext): string {
  if (account?.key) return account.key;
  throw new ListError("auth-required", "Enter the client id of your Simkl app first; then press Log in.");
}

function refused(response: Parameters<typeof siteError>[0]): ListError {
  const error = (response.body as Grant | undefined)?.error;
  if (error === "invalid_client" || response.status === 401 || response.status === 412)
    return new ListError(
      "auth-required",
      "Simkl rejected the client id. Copy it again from simkl.com/settings/developer.",
    );
  return siteError(response, "Simkl", "The login at Simkl");
}
