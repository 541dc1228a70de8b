import { InputError } from "../../errors.ts";
import * as messages from "../messages.ts";

/**
 * The address of a service on the web.
 *
 * @param name of the service
 * @param example of a right address
 * @param path what its path is like
 * @throws InputError `bad-config`, which does not name the address
 */
export function webAddress(address: string, name: string, example: string, path = /^\//): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || !path.test(url.pathname))
    throw new InputError("bad-config", messages.badAddress(name, example));
  return url;
}
