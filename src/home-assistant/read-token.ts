import { HomeAssistantError } from "./home-assistant-error.ts";

/**
 * Reads the token that a person entered.
 *
 * @throws HomeAssistantError `ha-token` when there is none, which need not cost a failed login
 */
export function readToken(text: string): string {
  const token = text.trim();
  // pasted over two lines, it could not be sent as a header
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new HomeAssistantError(
    "ha-token",
    token === ""
      ? "There is no token for Home Assistant. Create a long-lived access token there (your profile, Security) and enter it."
      : "The token for Home Assistant holds characters that no token has. Copy it again in one piece and enter it.",
  );
}
