import { HomeAssistantError } from "../home-assistant-error.ts";
import * as messages from "../messages.ts";

/** What Home Assistant refuses only because the integration that knows it is not loaded yet. */
const NOT_YET = new Set(["ha-not-found", "ha-unknown-command", "ha-refused"]);

/**
 * Says of a refusal by a Home Assistant that is still starting what it is.
 *
 * @returns `ha-not-running`, or the error itself when it would be the same later
 */
export function notRunning(error: unknown): unknown {
  if (!(error instanceof HomeAssistantError) || !NOT_YET.has(error.code)) return error;
  return new HomeAssistantError("ha-not-running", messages.stillStarting(error.message));
}
