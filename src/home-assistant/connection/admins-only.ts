import { HomeAssistantError } from "../home-assistant-error.ts";
import * as messages from "../messages.ts";

/** @param asked what was to be done, as half a sentence */
export const adminsOnly = (asked: string): HomeAssistantError =>
  new HomeAssistantError("ha-admin", messages.adminsOnly(asked));
