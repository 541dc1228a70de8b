import { HomeAssistantError } from "./home-assistant-error.ts";

/** Where a Home Assistant is. */
export interface HaAddress {
  /** Without trailing slash, `/api` and anything secret; a sub-path stays. */
  url: string;
  /** Host and port, for messages. */
  host: string;
}

const EXAMPLE =
  "Enter the address under which its web page opens, for instance http://homeassistant.local:8123.";

/**
 * Reads the address that a person entered.
 *
 * @throws HomeAssistantError `ha-url`
 */
export function parseHaAddress(text: string): HaAddress {
  const address = text.trim();
  const refuse = (why: string): never => {
    throw new HomeAssistantError("ha-url", `${why} ${EXAMPLE}`);
  };
  if (address === "") return refuse("Home Assistant has no address.");
  if (!/^https?:\/\//i.test(address))
    return refuse("Home Assistant's address must begin with http:// or https://.");
  if (!URL.canParse(address)) return refuse("Home Assistant's address is none.");
  const { protocol, host, pathname, username, password } = new URL(address);
  // its API takes the token in the header that such a login would need too
  if (username || password) return refuse("Home Assistant's address must hold no user and no password.");
  const path = pathname
    .replace(/\/+$/, "")
    .replace(/\/api(\/websocket)?$/i, "")
    .replace(/\/+$/, "");
  return { url: `${protocol}//${host}${path}`, host };
}
