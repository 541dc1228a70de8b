import type { Node, NodeAPI, NodeDef } from "node-red";
import { adminRoutes } from "../src/node-red/endpoints/admin-routes.ts";
import type { Deployed } from "../src/node-red/endpoints/dialog-fields.ts";
import { serverChoices, testServer } from "../src/node-red/endpoints/server-endpoints.ts";
import { deployedHeaders } from "../src/node-red/settings/deployed-headers.ts";
import { listSyncSettings } from "../src/node-red/settings/list-sync-settings.ts";
import { type ServerConfig, serverOptions } from "../src/node-red/settings/server-options.ts";
import { createServerConnection, type ServerConnection } from "../src/overseerr/server-connection.ts";

export interface OverseerrServerConfig extends NodeDef, ServerConfig {}

interface Credentials {
  apiKey?: string;
}

export interface OverseerrServerNode extends Node<Credentials> {
  connection: ServerConnection;
  /** As it is deployed, with its credentials. */
  deployed: Deployed<ServerConfig>;
}

export default function register(RED: NodeAPI): void {
  function OverseerrServer(this: OverseerrServerNode, config: OverseerrServerConfig): void {
    RED.nodes.createNode(this, config);
    const env = (name: string) => RED.util.getSetting(this, name);
    this.deployed = { config: { ...config, ...this.credentials }, env };
    this.connection = createServerConnection(() => ({
      ...serverOptions({ ...this.deployed.config, headers: deployedHeaders(config.headers, env) }, env),
      health: listSyncSettings(RED.settings).health,
    }));
    this.on("close", (_removed: boolean, done: () => void) => {
      this.connection.close();
      done();
    });
  }

  RED.nodes.registerType<OverseerrServerNode, OverseerrServerConfig, object, Credentials>(
    "overseerr-server",
    OverseerrServer,
    { credentials: { apiKey: { type: "password" } } },
  );

  const find = (id: string) => RED.nodes.getNode(id) as OverseerrServerNode | null;
  const routes = adminRoutes(RED);
  routes.post("overseerr-server/test", "overseerr-server.write", (request, signal) =>
    testServer(request, (id) => find(id)?.deployed, signal),
  );
  routes.get("overseerr-server/:id/options", "overseerr-server.read", ({ params }, signal) =>
    serverChoices(find(String(params.id))?.connection, signal),
  );
}
