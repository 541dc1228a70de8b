import { InputError } from "../../errors.ts";
import type { OverseerrOptions } from "../../overseerr/overseerr.ts";
import { booleanValue, numberValue } from "../../strict-values.ts";
import { type Env, expandEnv, headerValues, type KeySource, readApiKey } from "./config-values.ts";
import type { HeaderRow } from "./deployed-headers.ts";

/** What `overseerr-server` stores; dialogs store numbers as text. */
export interface ServerConfig extends KeySource {
  url?: string;
  /** Seconds. */
  timeout?: number | string;
  concurrency?: number | string;
  retries?: number | string;
  insecureTls?: boolean;
  headers?: HeaderRow[];
}

/**
 * Makes the client's options of a stored configuration.
 *
 * @param config - configuration and credential
 * @param env - the lookup of environment variables
 * @throws InputError `bad-config` naming what is missing or wrong
 */
export function serverOptions(config: ServerConfig, env: Env): OverseerrOptions {
  const url = expandEnv(config.url ?? "", "server URL", env).trim();
  if (!url) {
    throw new InputError(
      "bad-config",
      "The server has no URL. Enter the address under which its web page opens, for instance http://192.168.1.10:5055.",
    );
  }
  return {
    url,
    apiKey: readApiKey(config, env),
    timeoutMs:
      1000 * numberValue(config.timeout, { label: "time-out in seconds", default: 30, min: 1, max: 600 }),
    concurrency: numberValue(config.concurrency, {
      label: "number of calls at once",
      default: 4,
      min: 1,
      max: 50,
    }),
    retries: numberValue(config.retries, { label: "number of retries", default: 3, min: 0, max: 10 }),
    insecureTls: booleanValue(config.insecureTls, "Accept a self-signed certificate") ?? false,
    headers: headerValues(config.headers),
  };
}
