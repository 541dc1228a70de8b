import { createHash } from "node:crypto";
import { keepSecret } from "../../http/redact.ts";
import type { AccountContext } from "../account.ts";
import { ListError } from "../list-error.ts";
import { isPage, siteError } from "../site-error.ts";

const API = "https://api4.thetvdb.com";

// Tokens hold for about a month. They are secrets, so they live in the process only, by a hash of the key.
const tokens = new Map<string, string>();

/**
 * Asks TheTVDB's API v4, after logging in with the account's key. A token that is refused is replaced once.
 *
 * @param path below `/v4/`
 * @param label the list, for errors
 * @returns `data` of the answer; undefined for a 404
 * @throws ListError `auth-required`, and those of `refusal`
 */
export async function askTvdb(path: string, label: string, context: AccountContext): Promise<unknown> {
  const base = `${context.origin(API)}/v4`;
  const send = (token: string) =>
    context.http.request<Record<string, unknown>>({
      url: `${base}/${path}`,
      headers: { Authorization: `Bearer ${token}` },
      signal: context.signal,
    });
  const name = nameOf(context);
  let response = await send(tokens.get(name) ?? (await login(base, name, context)));
  if (response.status === 401) response = await send(await login(base, name, context));
  const { status, body } = response;
  if (status === 404) return undefined;
  if (status === 200 && typeof body === "object" && body !== null && "data" in body) return body.data;
  if (status === 400 && !isPage(body))
    throw new ListError("not-found", `${label} does not exist on TheTVDB. Check the address.`, {
      httpStatus: status,
    });
  if (status === 401) throw wrongKey();
  throw siteError(response, "TheTVDB", label);
}

const nameOf = ({ account, origin }: AccountContext): string =>
  createHash("sha256")
    .update(`${origin(API)} ${account?.key} ${account?.secret}`)
    .digest("hex");

async function login(base: string, name: string, { http, account, signal }: AccountContext): Promise<string> {
  const { key = "", secret } = account ?? {};
  const response = await http.request<{ data?: { token?: string } }>({
    method: "POST",
    url: `${base}/login`,
    json: { apikey: key, ...(secret && { pin: secret }) },
    // it changes nothing, so it may be asked again
    retry: true,
    signal,
  });
  const token = response.body?.data?.token;
  if (response.status === 401 || response.status === 400) throw wrongKey();
  if (response.status !== 200 || !token) throw siteError(response, "TheTVDB", "The login at TheTVDB");
  keepSecret(token);
  tokens.set(name, token);
  return token;
}

const wrongKey = (): ListError =>
  new ListError(
    "auth-required",
    "TheTVDB rejected the API key. Copy it again from thetvdb.com/dashboard/account/apikey; a subscriber's key also needs the PIN.",
  );
