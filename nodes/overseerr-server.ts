import type { Node, NodeAPI, NodeDef } from "node-red";
import { endpoint } from "../src/node-red/endpoints/admin.ts";
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
}

export default function register(RED: NodeAPI): void {
  function OverseerrServer(this: OverseerrServerNode, config: OverseerrServerConfig): void {
    RED.nodes.createNode(this, config);
    const env = (name: string) => RED.util.getSetting(this, name);
    this.connection = createServerConnection(() => ({
      ...serverOptions(
        { ...config, ...this.credentials, headers: deployedHeaders(config.headers, env) },
        env,
      ),
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

  RED.httpAdmin.post(
    "/list-sync/overseerr-server/test",
    RED.auth.needsPermission("overseerr-server.write"),
    endpoint((request, signal) =>
      testServer(request, (id) => (RED.nodes.getCredentials(id) as Credentials | undefined)?.apiKey, signal),
    ),
  );
  RED.httpAdmin.get(
    "/list-sync/overseerr-server/:id/options",
    RED.auth.needsPermission("overseerr-server.read"),
    endpoint(({ params }, signal) => {
      const node = RED.nodes.getNode(String(params.id)) as OverseerrServerNode | null;
      return serverChoices(node?.connection, signal);
    }),
  );
}
