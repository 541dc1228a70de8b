import type { Http } from "../../http/http.ts";
import { HttpError } from "../../http/http-error.ts";
import { redact } from "../../http/redact.ts";
import type { HaUser, HomeAssistant } from "../home-assistant.ts";
import { HomeAssistantError } from "../home-assistant-error.ts";
import * as messages from "../messages.ts";
import { adminsOnly } from "./admins-only.ts";
import type { HaAddress } from "./ha-address.ts";
import { timedOut, tokenRefused, unreachable } from "./to-ha-error.ts";

type Call = Parameters<HomeAssistant["rest"]>[0];

/** Writing these is for administrators (2026.2); everything else is open to all users. */
const ADMIN_PATHS = /^(states|events|config|template)\b/;

/**
 * Makes a call of the REST API below `/api/`. What only an administrator may do is not even tried for others: Home
 * Assistant counts the refusal as a failed login, tells its owner of an attempt to break in, and may ban us.
 *
 * @param user asks who the token belongs to; known good from the websocket
 * @throws HomeAssistantError, CancelledError
 */
export async function callRest<T>(
  call: Call,
  to: { address: HaAddress; token: string; http: Http; timeoutMs: number; user: () => Promise<HaUser> },
): Promise<{ status: number; body: T }> {
  const { method, json, signal } = call;
  const path = call.path.replace(/^\/+/, "");
  const { host, url } = to.address;
  const asked = `${method} /api/${path.replace(/\?.*/, "")}`;
  if (method !== "GET" && ADMIN_PATHS.test(path) && !(await to.user()).isAdmin) throw adminsOnly(asked);
  try {
    const { status, body } = await to.http.request<T>({
      method,
      url: `${url}/api/${path}`,
      headers: { Authorization: `Bearer ${to.token}` },
      timeoutMs: to.timeoutMs,
      ...(json !== undefined && { json }),
      ...(signal && { signal }),
    });
    if (status < 300) return { status, body };
    if (status === 401) throw (await to.user()).isAdmin ? tokenRefused(host) : adminsOnly(asked);
    throw refusal(status, body, { host, asked });
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (error.code === "timeout") throw timedOut({ host, asked }, to.timeoutMs);
    throw unreachable(host, error.message.split(": ").at(-1)?.replace(/\.$/, ""));
  }
}

function refusal(status: number, body: unknown, about: { host: string; asked: string }): HomeAssistantError {
  if (status >= 500 || status === 429) return unreachable(about.host, messages.notUp(status));
  const said = redact(sentenceOf(body)) || `HTTP ${status}`;
  if (status === 404) return new HomeAssistantError("ha-not-found", messages.nothingFound(about.asked, said));
  if (status >= 300 && status < 400) return unreachable(about.host, messages.leadsElsewhere(status));
  return new HomeAssistantError("ha-refused", messages.refused(about.asked, said));
}

/** `{ "message": "Invalid state specified." }`, or plain text such as `404: Not Found`. */
function sentenceOf(body: unknown): string {
  const text = typeof body === "string" ? body : String(Object(body).message ?? "");
  return text.replaceAll(/\s+/g, " ").trim().slice(0, 200).replace(/\.$/, "");
}
