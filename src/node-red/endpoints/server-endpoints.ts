import { InputError, ListSyncError } from "../../errors.ts";
import { type Env, expandEnv } from "../../fields/expand-env.ts";
import type { ServerConnection } from "../../overseerr/connection/server-connection.ts";
import { testConnection } from "../../overseerr/connection/test-connection.ts";
import type { Service } from "../../overseerr/services.ts";
import { type ServerConfig, serverOptions } from "../settings/fields/overseerr-server.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";
import { bodyId } from "./body-text.ts";
import {
  checkSameOrigin,
  type Deployed,
  dialogText,
  keySource,
  STORED_KEY,
  typedSecret,
} from "./dialog-fields.ts";
import { dialogHeaders } from "./dialog-headers.ts";
import * as messages from "./messages.ts";

/** What "Test connection" found. */
export interface TestedServer {
  /** One line for the dialog. */
  message: string;
  product: string;
  version: string;
  user: string;
  warnings: string[];
}

/**
 * Tries what stands in the dialog. A key that was typed there goes to the address that stands there; the key of the
 * deployed node, of a variable or of a file only to the deployed one.
 *
 * @param request - body: the fields of the dialog
 * @param deployed - a deployed server by the id of its node, with its credentials
 * @throws InputError `bad-input` when the request has no body
 */
export function testServer(
  request: AdminRequest,
  deployed: (id: string) => Deployed<ServerConfig> | undefined,
  signal: AbortSignal,
): Promise<Finding<TestedServer>> {
  const { id, ...dialog } = bodyOf(request) as ServerConfig & { id?: unknown };
  return finding(async () => {
    const options = serverOptions(...toTest(dialog, deployed(bodyId(id, "server"))));
    const result = await testConnection({ ...options, signal });
    if (!result.ok) throw new ListSyncError(result.code, result.message);
    const { product, user, warnings } = result;
    const message = [result.text, ...warnings].join(" ");
    return { message, product: product.name, version: product.version, user: user.name, warnings };
  });
}

/** What is to be tried: what is typed in the dialog, and deployed secrets where it shows only that there are some. */
function toTest(dialog: ServerConfig, node: Deployed<ServerConfig> | undefined): [ServerConfig, Env] {
  const url = dialogText(dialog.url, node && { text: node.config.url, env: node.env }, "server URL");
  const checkAddress = (what: string): void => {
    checkSameOrigin(url, node?.config.url && expandEnv(node.config.url, "server URL", node.env), what);
  };
  const headers = () => dialogHeaders(dialog.headers, node, () => checkAddress("header value"));
  const source = keySource(dialog);
  const key = source === STORED_KEY ? typedSecret(dialog.apiKey, "API key") : undefined;
  if (key !== undefined) return [{ ...dialog, url, apiKey: key, headers: headers() }, NO_ENV];
  // nothing to keep: whoever reads it says what is missing
  if (url.trim() === "" || (source === STORED_KEY && !node?.config.apiKey))
    return [{ ...dialog, keyType: "cred", url, apiKey: "", headers: [] }, NO_ENV];
  checkAddress("key");
  const { keyType, keyEnv, keyFile, apiKey } = node?.config ?? {};
  if (source !== keySource(node?.config ?? {}))
    throw new InputError("bad-input", messages.keySourceNotDeployed());
  return [{ ...dialog, url, keyType, keyEnv, keyFile, apiKey, headers: headers() }, node?.env ?? NO_ENV];
}

/** What a dialog says literally needs no variables. */
const NO_ENV: Env = () => undefined;

/** A Radarr or Sonarr as the drop-downs of overseerr-request show it. */
type ServiceChoice = Omit<Service, "rootFolders"> & { folders: string[] };

const toChoice = ({ rootFolders, ...service }: Service): ServiceChoice => ({
  ...service,
  folders: rootFolders,
});

/**
 * What overseerr-request can choose from on a deployed server.
 *
 * @throws InputError `not-deployed`; ServerError
 */
export async function serverChoices(
  connection: ServerConnection | undefined,
  signal: AbortSignal,
): Promise<{ users: { id: number; name: string }[]; radarr: ServiceChoice[]; sonarr: ServiceChoice[] }> {
  if (!connection) {
    throw new InputError("not-deployed", messages.serverNotDeployed());
  }
  const overseerr = connection.overseerr();
  const [users, services] = await Promise.all([overseerr.users({ signal }), overseerr.services({ signal })]);
  return {
    users: users.map(({ id, name }) => ({ id, name })),
    radarr: services.radarr.map(toChoice),
    sonarr: services.sonarr.map(toChoice),
  };
}
