import { InputError } from "../../errors.ts";
import { type Env, expandEnv } from "../../fields/expand-env.ts";
import { readFields } from "../../fields/read-fields.ts";
import { type EntityChoice, entityChoices } from "../../home-assistant/entity-choices.ts";
import type { HomeAssistant } from "../../home-assistant/home-assistant.ts";
import { type HomeAssistantTest, testHomeAssistant } from "../../home-assistant/test-home-assistant.ts";
import { type HomeAssistantConfig, SYNC_HOME_ASSISTANT } from "../settings/fields/sync-home-assistant.ts";
import {
  type ContribServer,
  type HomeAssistantSecrets,
  homeAssistantOptions,
} from "../settings/home-assistant-options.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";
import { bodyId, bodyText } from "./body-text.ts";
import { checkSameOrigin, type Deployed, dialogText, typedSecret } from "./dialog-fields.ts";
import * as messages from "./messages.ts";

/** What "Test connection" found. */
export interface TestedHomeAssistant extends Omit<HomeAssistantTest, "text"> {
  /** One line for the dialog. */
  message: string;
}

/** What the test of a dialog needs to know of Node-RED. */
export interface HomeAssistantDesk {
  /** A deployed connection by the id of its node, with its token. */
  deployed: (id: string) => Deployed<HomeAssistantConfig & HomeAssistantSecrets> | undefined;
  findServer: (id: string) => ContribServer | undefined;
  /** @default the process's environment */
  env?: Env;
}

/**
 * Tries what stands in the dialog, once. A token that was typed there goes to the address that stands there, that of the
 * deployed node only to its own.
 *
 * @param request - body: the fields of the dialog
 * @throws InputError `bad-input` when the request has no body
 */
export function testHomeAssistantDialog(
  request: AdminRequest,
  { deployed, findServer, env = (name) => process.env[name] }: HomeAssistantDesk,
  signal: AbortSignal,
): Promise<Finding<TestedHomeAssistant>> {
  const { id, token, ...config } = bodyOf(request) as HomeAssistantConfig & { id?: unknown; token?: unknown };
  return finding(async () => {
    const node = deployed(bodyId(id, "connection"));
    const url = dialogText(config.url, node && { text: node.config.url, env: node.env }, "address");
    const entered = typedSecret(token, "token");
    const { mode } = readFields({ mode: SYNC_HOME_ASSISTANT.dialog.mode }, { config });
    if (mode === "token" && entered === undefined) {
      const at = node?.config.url && expandEnv(node.config.url, "address of Home Assistant", node.env);
      if (node?.config.token) checkSameOrigin(url, at, "token");
    }
    const secret = entered ?? node?.config.token;
    const options = homeAssistantOptions(
      { ...config, mode, url },
      secret === undefined ? {} : { token: secret },
      node?.env ?? env,
      findServer,
    );
    const { text, ...found } = await testHomeAssistant({ ...options, signal });
    return { message: [text, ...found.warnings].join(" "), ...found };
  });
}

/**
 * The entities of a deployed Home Assistant for a picker.
 *
 * @param request - query `domain`: `todo,button`
 * @throws InputError `not-deployed`; HomeAssistantError
 */
export async function homeAssistantEntities(
  ha: HomeAssistant | undefined,
  request: AdminRequest,
  signal: AbortSignal,
): Promise<EntityChoice[]> {
  if (!ha) throw new InputError("not-deployed", messages.homeAssistantNotDeployed());
  const domains = bodyText(request.query.domain, "domain").split(",");
  return entityChoices(
    ha,
    domains.map((domain) => domain.trim()).filter((domain) => domain !== ""),
    signal,
  );
}
