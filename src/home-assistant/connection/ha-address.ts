import { HomeAssistantError } from "../home-assistant-error.ts";
import * as messages from "../messages.ts";

/** Where a Home Assistant is. */
export interface HaAddress {
  /** Its origin, without a slash at the end; through the Supervisor with `/core`. */
  url: string;
  /** Host and port, for messages. */
  host: string;
}

/** What the Supervisor's proxy passes on to Home Assistant: `/core`, `/core/api`, `/core/websocket`. */
const SUPERVISOR_PATH = /^\/core(\/api)?(\/websocket)?\/*$/;

/**
 * Reads the address that a person entered. Home Assistant lives at an origin, so whatever page its front end showed when
 * the address was copied (`/lovelace/0`, `/config/dashboard`, `/todo?entity_id=…`) is left out; only the Supervisor has
 * it below a path, `/core`.
 *
 * @throws HomeAssistantError `ha-url`
 */
export function parseHaAddress(text: string): HaAddress {
  const address = text.trim();
  const refuse = (sentence: string): never => {
    throw new HomeAssistantError("ha-url", sentence);
  };
  if (address === "") return refuse(messages.noAddress());
  if (!/^https?:\/\//i.test(address)) return refuse(messages.noScheme());
  if (!URL.canParse(address)) return refuse(messages.badAddress());
  const { protocol, host, pathname, username, password } = new URL(address);
  // its API takes the token in the header that such a login would need too
  if (username || password) return refuse(messages.loginInAddress());
  const path = SUPERVISOR_PATH.test(pathname) ? "/core" : "";
  return { url: `${protocol}//${host}${path}`, host };
}
