import { InputError, ListSyncError } from "../../errors.ts";
import type { ServerConnection } from "../../overseerr/server-connection.ts";
import type { Service } from "../../overseerr/services.ts";
import { testConnection } from "../../overseerr/test-connection.ts";
import type { Env } from "../settings/config-values.ts";
import { type ServerConfig, serverOptions } from "../settings/server-options.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";

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
 * Tries what stands in the dialog.
 *
 * @param request - body: the fields of the dialog; without `apiKey` the deployed node's key is used
 * @param storedKey - the credential of a deployed node by its id
 * @param env - the lookup of environment variables
 * @throws InputError `bad-input` when the request has no body
 */
export function testServer(
  request: AdminRequest,
  storedKey: (id: string) => string | undefined,
  signal: AbortSignal,
  env: Env = (name) => process.env[name],
): Promise<Finding<TestedServer>> {
  const { id, apiKey, ...config } = bodyOf(request) as ServerConfig & { id?: unknown };
  return finding(async () => {
    const key = apiKey && apiKey !== "__PWRD__" ? apiKey : storedKey(String(id ?? ""));
    const options = serverOptions({ ...config, ...(key && { apiKey: key }) }, env);
    const result = await testConnection({ ...options, signal });
    if (!result.ok) throw new ListSyncError(result.code, result.message);
    const { product, user, warnings } = result;
    const message = [result.text, ...warnings].join(" ");
    return { message, product: product.name, version: product.version, user: user.name, warnings };
  });
}

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
    throw new InputError(
      "not-deployed",
      "This server is not deployed yet. Press Deploy, then open the dialog again.",
    );
  }
  const overseerr = connection.overseerr();
  const [users, services] = await Promise.all([overseerr.users({ signal }), overseerr.services({ signal })]);
  return {
    users: users.map(({ id, name }) => ({ id, name })),
    radarr: services.radarr.map(toChoice),
    sonarr: services.sonarr.map(toChoice),
  };
}
