import { ERR_CANNOT_CONNECT, ERR_CONNECTION_LOST, ERR_INVALID_AUTH } from "home-assistant-js-websocket";
import { CancelledError } from "../../errors.ts";
import { redact } from "../../http/redact.ts";
import { HomeAssistantError, type HomeAssistantErrorCode } from "../home-assistant-error.ts";
import * as messages from "../messages.ts";

/** Codes of Home Assistant that have one of ours; `invalid_entity_id` is what todo/item/subscribe says (2026.2). */
const CODES: Readonly<Record<string, HomeAssistantErrorCode>> = {
  unauthorized: "ha-admin",
  unknown_command: "ha-unknown-command",
  not_found: "ha-not-found",
  invalid_entity_id: "ha-not-found",
};

/**
 * Makes an error of whatever the library or Home Assistant refuses with. It never is one before: it is the number 1, 2
 * or 3, the server's `{ code, message }`, or for what was under way when the connection broke a whole result message.
 *
 * @param error what was thrown
 * @param about `host` and what was `asked`, as the beginning of a sentence needs it: `the command "ping"`
 */
export function toHaError(
  error: unknown,
  about: { host: string; asked: string },
): HomeAssistantError | CancelledError {
  if (error instanceof HomeAssistantError || error instanceof CancelledError) return error;
  const { code, message } = refusalOf(error);
  if (code === ERR_CANNOT_CONNECT) return unreachable(about.host);
  if (code === ERR_INVALID_AUTH) return tokenRefused(about.host);
  if (code === ERR_CONNECTION_LOST) return disconnected(about);
  const known = CODES[String(code)] ?? "ha-refused";
  const said = redact(message).trim().replace(/\.$/, "");
  return new HomeAssistantError(
    known,
    sentence(known, about.asked, said || String(code ?? "no reason given")),
  );
}

function refusalOf(error: unknown): { code: unknown; message: string } {
  if (typeof error === "number") return { code: error, message: "" };
  if (typeof error !== "object" || error === null) return { code: undefined, message: String(error) };
  if ("error" in error) return refusalOf(error.error);
  const { code, message } = error as { code?: unknown; message?: unknown };
  return { code, message: typeof message === "string" ? message : "" };
}

function sentence(code: HomeAssistantErrorCode, asked: string, said: string): string {
  switch (code) {
    case "ha-admin":
      return messages.adminsOnly(asked);
    case "ha-unknown-command":
      return messages.unknownCommand(asked);
    case "ha-not-found":
      return messages.nothingFound(asked, said);
    default:
      return messages.refused(asked, said);
  }
}

/** @param why the system's reason as half a sentence, without its full stop */
export const unreachable = (host: string, why = messages.nothingResponds()): HomeAssistantError =>
  new HomeAssistantError("ha-unreachable", messages.unreachable(host, why));

/** The token is not taken; it is not tried again, since every try counts as a failed login. */
export const tokenRefused = (host: string): HomeAssistantError =>
  new HomeAssistantError("ha-token", messages.tokenRejected(host));

/** What was asked got no answer because the connection broke. */
export const disconnected = (about: { host: string; asked: string }): HomeAssistantError =>
  new HomeAssistantError("ha-disconnected", messages.connectionLost(about.host, about.asked));

/** No answer in time. */
export const timedOut = (about: { host: string; asked: string }, ms: number): HomeAssistantError =>
  new HomeAssistantError("ha-timeout", messages.timedOut(about.host, about.asked, ms / 1000));
