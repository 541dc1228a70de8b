import { InputError } from "../../errors.ts";
import { type Env, expandEnv } from "../../fields/expand-env.ts";
import { yesNo } from "../../fields/kinds.ts";
import { readFields } from "../../fields/read-fields.ts";
import { PLACES, readValue } from "../../fields/read-value.ts";
import type { HomeAssistantOptions } from "../../home-assistant/connection/connect-home-assistant.ts";
import { noAddress, noToken } from "../../home-assistant/messages.ts";
import * as messages from "../messages.ts";
import { type HomeAssistantConfig, SYNC_HOME_ASSISTANT } from "./fields/sync-home-assistant.ts";

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

const ADDON = yesNo({ label: "The server node's add-on mode" });

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
  const { insecureTls, mode, server, url } = readFields(SYNC_HOME_ASSISTANT.dialog, { config, env });
  if (mode === "addon") return supervisorOptions(env);
  if (mode === "server") return serverNodeOptions(server ?? "", insecureTls, env, findServer);
  if (!url) throw new InputError("bad-config", noAddress());
  const token = expandEnv(secrets.token ?? "", "token of Home Assistant", env).trim();
  if (!token) throw new InputError("bad-config", noToken());
  return { url, token, insecureTls };
}

function supervisorOptions(env: Env): HomeAssistantOptions {
  const token = env("SUPERVISOR_TOKEN")?.trim();
  if (token) return { url: SUPERVISOR_URL, token };
  throw new InputError("bad-config", messages.notAnAddon());
}

function serverNodeOptions(
  id: string,
  insecureTls: boolean,
  env: Env,
  findServer: (id: string) => ContribServer | undefined,
): HomeAssistantOptions {
  const server = id ? findServer(id) : undefined;
  if (server?.type !== "server")
    throw new InputError("bad-config", id ? messages.serverNodeGone() : messages.noServerNode());
  if (readValue(ADDON, server.config?.addon, PLACES.dialog)) return supervisorOptions(env);
  const url = expandEnv(server.credentials?.host ?? "", "address in the server node", env).trim();
  const token = expandEnv(server.credentials?.access_token ?? "", "token in the server node", env).trim();
  if (!url || !token)
    throw new InputError("bad-config", messages.serverNodeIncomplete(url ? "token" : "address"));
  const trusting = server.config?.rejectUnauthorizedCerts === false;
  return { url, token, insecureTls: insecureTls || trusting };
}
