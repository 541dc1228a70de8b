import { HomeAssistantError } from "../home-assistant-error.ts";
import * as messages from "../messages.ts";

/**
 * Reads the token that a person entered.
 *
 * @throws HomeAssistantError `ha-token` when there is none, which need not cost a failed login
 */
export function readToken(text: string): string {
  const token = text.trim();
  // pasted over two lines, it could not be sent as a header
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new HomeAssistantError("ha-token", token === "" ? messages.noToken() : messages.badToken());
}
