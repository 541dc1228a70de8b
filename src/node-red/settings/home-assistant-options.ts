import { InputError } from "../../errors.ts";
import type { HomeAssistantOptions } from "../../home-assistant/connect-home-assistant.ts";
import { booleanValue, wordValue } from "../../strict-values.ts";
import { type Env, expandEnv } from "./config-values.ts";

/** What `sync-home-assistant` stores. */
export interface HomeAssistantConfig {
  /** Where address and token come from. @default "token" */
  mode?: "token" | "addon" | "server";
  url?: string;
  /** Accept a certificate that no known authority signed. */
  insecureTls?: boolean;
  /** Id of a node of type `server` of node-red-contrib-home-assistant-websocket. */
  server?: string;
}

/** The credentials of `sync-home-assistant`. */
export interface HomeAssistantSecrets {
  token?: string;
}

/**
 * What can be read of a `server` node of node-red-contrib-home-assistant-websocket. It has no interface for others;
 * they all read its credentials (0.80, 2026-11).
 */
export interface ContribServer {
  type?: string;
  config?: { addon?: boolean; rejectUnauthorizedCerts?: boolean };
  credentials?: { host?: string; access_token?: string };
}

/** The Supervisor's way to Home Assistant, for add-ons with `homeassistant_api`. */
const SUPERVISOR_URL = "http://supervisor/core";

/**
 * Makes the options of the connection of a stored configuration.
 *
 * @param config - configuration
 * @param secrets - credentials
 * @param env - the lookup of environment variables
 * @param findServer - the lookup of `server` nodes
 * @throws InputError `bad-config` naming what is missing or wrong
 */
export function homeAssistantOptions(
  config: HomeAssistantConfig,
  secrets: HomeAssistantSecrets,
  env: Env,
  findServer: (id: string) => ContribServer | undefined,
): HomeAssistantOptions {
  const insecureTls = booleanValue(config.insecureTls, "Accept a self-signed certificate") ?? false;
  const mode = wordValue(config.mode, "The way to Home Assistant", ["token", "addon", "server"]);
  if (mode === "addon") return supervisorOptions(env);
  if (mode === "server") return serverNodeOptions(config.server ?? "", insecureTls, env, findServer);
  const url = expandEnv(config.url ?? "", "address of Home Assistant", env).trim();
  if (!url)
    throw new InputError(
      "bad-config",
      "Home Assistant has no address. Enter the one under which its web page opens, for instance http://homeassistant.local:8123.",
    );
  const token = expandEnv(secrets.token ?? "", "token of Home Assistant", env).trim();
  if (!token)
    throw new InputError(
      "bad-config",
      "There is no token for Home Assistant. Create a long-lived access token there (your profile, Security) and enter it.",
    );
  return { url, token, insecureTls };
}

function supervisorOptions(env: Env): HomeAssistantOptions {
  const token = env("SUPERVISOR_TOKEN")?.trim();
  if (token) return { url: SUPERVISOR_URL, token };
  throw new InputError(
    "bad-config",
    "Node-RED does not run as an add-on of Home Assistant: there is no SUPERVISOR_TOKEN. Choose to enter address and token.",
  );
}

function serverNodeOptions(
  id: string,
  insecureTls: boolean,
  env: Env,
  findServer: (id: string) => ContribServer | undefined,
): HomeAssistantOptions {
  const server = id ? findServer(id) : undefined;
  if (server?.type !== "server")
    throw new InputError(
      "bad-config",
      id
        ? "The Home Assistant server node that address and token come from is gone or disabled. Choose another one, or enter address and token."
        : "No Home Assistant server node is chosen that address and token come from. Choose one, or enter address and token.",
    );
  if (booleanValue(server.config?.addon, "The server node's add-on mode")) return supervisorOptions(env);
  const url = expandEnv(server.credentials?.host ?? "", "address in the server node", env).trim();
  const token = expandEnv(server.credentials?.access_token ?? "", "token in the server node", env).trim();
  if (!url || !token)
    throw new InputError(
      "bad-config",
      `The chosen Home Assistant server node has no ${url ? "token" : "address"}. Complete it and deploy, or enter address and token here.`,
    );
  const trusting = server.config?.rejectUnauthorizedCerts === false;
  return { url, token, insecureTls: insecureTls || trusting };
}
