import { InputError } from "../../errors.ts";
import * as messages from "../messages.ts";

/** Other origins by provider id, as a person set them (`RED.settings.listSync.origins`). */
export type Origins = Readonly<Record<string, string>>;

/**
 * Makes the function that turns an origin of a provider into the one to use.
 *
 * What the person set wins over the environment (`LISTSYNC_ORIGIN_<PROVIDER>`, upper case, dashes as underscores),
 * which wins over the provider's own. One address replaces all origins of a provider; it may have a path.
 *
 * @param providerId id of the provider
 * @param origins what the person set
 * @param env the environment
 * @throws InputError `bad-config` when the replacement is no http address
 */
export function originOf(
  providerId: string,
  origins: Origins = {},
  env: Readonly<Record<string, string | undefined>> = process.env,
): (origin: string, shared?: string) => string {
  const own = replacementOf(providerId, origins, env);
  return (origin, shared) =>
    (shared === undefined ? undefined : replacementOf(shared, origins, env)) ?? own ?? origin;
}

function replacementOf(
  id: string,
  origins: Origins,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const variable = `LISTSYNC_ORIGIN_${id.toUpperCase().replaceAll("-", "_")}`;
  const replacement = origins[id] || env[variable];
  if (!replacement) return undefined;
  if (!/^https?:\/\//i.test(replacement) || !URL.canParse(replacement))
    throw new InputError("bad-config", messages.badOrigin(id, variable));
  return replacement.replace(/\/+$/, "");
}
