import { InputError } from "../../../errors.ts";
import type { Env } from "../../../fields/expand-env.ts";
import type { Stored } from "../../../fields/field.ts";
import { number, rows, text, whole, yesNo } from "../../../fields/kinds.ts";
import { readFields } from "../../../fields/read-fields.ts";
import type { OverseerrOptions } from "../../../overseerr/overseerr.ts";
import { type HeaderRow, headerValues } from "../deployed-headers.ts";
import { headerSlots } from "../header-slots.ts";
import { KEY_FIELDS, type KeySource, readApiKey } from "../key-source.ts";
import { nodeFields, wholeNumbers } from "./node-fields.ts";

/** The fields of `overseerr-server`. */
export const OVERSEERR_SERVER = nodeFields({
  type: "overseerr-server",
  dialog: {
    url: text({ label: "Server URL", env: true }),
    ...KEY_FIELDS,
    keyEnv: { ...KEY_FIELDS.keyEnv, initial: "OVERSEERR_API_KEY" },
    timeout: number({ label: "Timeout", unit: "seconds", default: 30, min: 1, max: 600, env: true }),
    concurrency: whole({ label: "Parallel calls", default: 4, min: 1, max: 50, env: true }),
    adaptiveReads: yesNo({ label: "More reads as the server bears", default: false }),
    retries: whole({ label: "Retries", default: 3, min: 0, max: 10, env: true }),
    insecureTls: yesNo({ label: "Accept a self-signed certificate", default: false }),
    headers: rows<HeaderRow>({ label: "Extra headers" }),
  },
  credentials: ["apiKey", ...Object.keys(headerSlots())],
  migrations: [wholeNumbers("concurrency", "retries")],
});

/** What `overseerr-server` stores, with its credential. */
export type ServerConfig = Stored<typeof OVERSEERR_SERVER.dialog> & KeySource;

/**
 * Makes the client's options of a stored configuration.
 *
 * @param config - configuration and credential
 * @param env - the lookup of environment variables
 * @throws InputError `bad-config` naming what is missing or wrong
 */
export function serverOptions(config: ServerConfig, env: Env): OverseerrOptions {
  const { url, timeout, concurrency, adaptiveReads, retries, insecureTls, headers } = readFields(
    OVERSEERR_SERVER.dialog,
    {
      config,
      env,
    },
  );
  if (!url)
    throw new InputError(
      "bad-config",
      "The server has no URL. Enter the address of its web page, for example http://192.168.1.10:5055.",
    );
  return {
    url,
    apiKey: readApiKey(config, env),
    timeoutMs: 1000 * timeout,
    concurrency,
    adaptiveReads,
    retries,
    insecureTls,
    headers: headerValues(headers),
  };
}
