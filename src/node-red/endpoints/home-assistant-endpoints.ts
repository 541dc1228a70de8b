import { InputError } from "../../errors.ts";
import { type EntityChoice, entityChoices } from "../../home-assistant/entity-choices.ts";
import type { HomeAssistant } from "../../home-assistant/home-assistant.ts";
import { type HomeAssistantTest, testHomeAssistant } from "../../home-assistant/test-home-assistant.ts";
import type { Env } from "../settings/config-values.ts";
import {
  type ContribServer,
  type HomeAssistantConfig,
  homeAssistantOptions,
} from "../settings/home-assistant-options.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";

/** What "Test connection" found. */
export interface TestedHomeAssistant extends Omit<HomeAssistantTest, "text"> {
  /** One line for the dialog. */
  message: string;
}

/** What the test of a dialog needs to know of Node-RED. */
export interface HomeAssistantDesk {
  /** The token of a deployed node by its id. */
  storedToken: (id: string) => string | undefined;
  findServer: (id: string) => ContribServer | undefined;
  /** @default the process's environment */
  env?: Env;
}

/**
 * Tries what stands in the dialog, once.
 *
 * @param request - body: the fields of the dialog; without `token` the deployed node's is used
 * @throws InputError `bad-input` when the request has no body
 */
export function testHomeAssistantDialog(
  request: AdminRequest,
  { storedToken, findServer, env = (name) => process.env[name] }: HomeAssistantDesk,
  signal: AbortSignal,
): Promise<Finding<TestedHomeAssistant>> {
  const { id, token, ...config } = bodyOf(request) as HomeAssistantConfig & { id?: unknown; token?: unknown };
  return finding(async () => {
    // the editor shows a stored secret as __PWRD__
    const entered = typeof token === "string" && token !== "" && token !== "__PWRD__" ? token : undefined;
    const secret = entered ?? storedToken(String(id ?? ""));
    const secrets = secret === undefined ? {} : { token: secret };
    const options = homeAssistantOptions(config, secrets, env, findServer);
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
  if (!ha)
    throw new InputError(
      "not-deployed",
      "This Home Assistant is not deployed yet. Press Deploy, then open the dialog again.",
    );
  const domains = String(request.query.domain ?? "").split(",");
  return entityChoices(
    ha,
    domains.map((domain) => domain.trim()).filter((domain) => domain !== ""),
    signal,
  );
}
