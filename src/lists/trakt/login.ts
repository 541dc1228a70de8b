import * as v from "valibot";
import type { HttpResponse } from "../../http/http.ts";
import type { AccountContext, LoginAnswer, LoginFlow, LoginTokens } from "../account.ts";
import { ListError } from "../list-error.ts";
import { readShape } from "../read-shape.ts";
import { firstName, signedIn } from "../signed-in.ts";
import { siteError } from "../site-error.ts";
import { ask, TRAKT_API, traktHeaders } from "./pages.ts";

const DEVICE = v.looseObject({
  device_code: v.string(),
  user_code: v.string(),
  verification_url: v.nullish(v.string(), "https://trakt.tv/activate"),
  expires_in: v.nullish(v.number(), 600),
  interval: v.nullish(v.number(), 5),
});

const GRANT = v.looseObject({
  access_token: v.pipe(v.string(), v.nonEmpty()),
  refresh_token: v.optional(v.string()),
  /** Seconds; 7 days by the documentation of 2026-07, 24 hours by what programs report. */
  expires_in: v.optional(v.pipe(v.number(), v.finite())),
});

const SETTINGS = v.looseObject({
  user: v.nullish(v.looseObject({ username: v.optional(v.unknown()), vip: v.optional(v.unknown()) })),
});

const OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

/** What Trakt's status codes mean while the person has not confirmed (documentation, 2026-10). */
const POLLS: Record<number, string> = {
  404: "Trakt no longer knows the code. Press Log in for a new one.",
  409: "The code was used already. Press Log in for a new one.",
  410: "The code has expired. Press Log in for a new one.",
  418: "The login was refused on Trakt. Press Log in to try again.",
};

/** Trakt's login by a device code. Every refresh gives a new refresh token, and the old one ends. */
export const traktLogin: LoginFlow = {
  async start(context) {
    const { key } = app(context);
    const response = await post("oauth/device/code", { client_id: key }, context);
    const device = v.safeParse(DEVICE, response.body);
    if (response.status !== 200 || !device.success) throw refused(response);
    const { device_code, user_code, verification_url, expires_in, interval } = device.output;
    return {
      url: verification_url,
      code: user_code,
      expiresIn: expires_in,
      interval,
      state: { code: device_code },
    };
  },
  async poll(state, context): Promise<LoginAnswer> {
    const { key, secret } = app(context);
    const { code } = state as { code: string };
    const form = { code, client_id: key, client_secret: secret };
    const response = await post("oauth/device/token", form, context);
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
    const response = await post("oauth/token", form, context);
    if (response.status === 400 || response.status === 401)
      throw new ListError(
        "auth-required",
        "Trakt no longer accepts the login. Log in again in the list account.",
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
  if (login) return signedIn(await userName(context));
  await ask({ label: "Trakt" }, "movies/boxoffice", key, context);
  return "Trakt accepted the client id. Nobody is logged in.";
}

async function userName(context: AccountContext): Promise<string | undefined> {
  const { body } = await ask({ label: "The account" }, "users/settings", context.account?.key ?? "", context);
  const { user } = readShape(SETTINGS, body, { site: "Trakt", label: "the account" });
  const name = firstName(user?.username);
  return name && user?.vip === true ? `${name} (VIP)` : name;
}

const post = (path: string, json: object, context: AccountContext): Promise<HttpResponse> =>
  context.http.request({
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
    "A login needs the client id and the client secret of your Trakt app. Enter both; they are at trakt.tv/oauth/applications.",
  );
}

function tokensOf(response: HttpResponse): LoginTokens {
  const grant = v.safeParse(GRANT, response.body);
  if (response.status !== 200 || !grant.success) throw refused(response);
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = grant.output;
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
      "Trakt rejected the app. Check client id and client secret at trakt.tv/oauth/applications.",
      { httpStatus: status },
    );
  return siteError(response, "Trakt", "The login at Trakt");
}
