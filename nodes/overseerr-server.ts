import type { Node, NodeAPI, NodeDef } from "node-red";
import { adminRoutes } from "../src/node-red/endpoints/admin-routes.ts";
import type { Deployed } from "../src/node-red/endpoints/dialog-fields.ts";
import { serverChoices, testServer } from "../src/node-red/endpoints/server-endpoints.ts";
import { asStored } from "../src/node-red/settings/as-stored.ts";
import { deployedHeaders, headerSlots, readableHeaders } from "../src/node-red/settings/deployed-headers.ts";
import { listSyncSettings } from "../src/node-red/settings/list-sync-settings.ts";
import { type ServerConfig, serverOptions } from "../src/node-red/settings/server-options.ts";
import { createServerConnection, type ServerConnection } from "../src/overseerr/server-connection.ts";

export interface OverseerrServerConfig extends NodeDef, ServerConfig {}

interface Credentials {
  apiKey?: string;
  /** Values of extra headers: `header1` and so on. */
  [headerSlot: string]: string | undefined;
}

export interface OverseerrServerNode extends Node<Credentials> {
  connection: ServerConnection;
  /** As it is deployed, with its credentials. */
  deployed: Deployed<ServerConfig>;
}

export default function register(RED: NodeAPI): void {
  const warned = new Set<string>();
  /** Flows of 0.1 go on working; to be told once in a process is enough. */
  function warnOnce(node: Node, names: string[]): void {
    if (names.length === 0 || warned.has(node.id)) return;
    warned.add(node.id);
    node.warn(
      `The flow file holds the values of extra headers readable (${names.join(", ")}). Open this server's configuration and press Done, then Deploy: they become credentials.`,
    );
  }

  function OverseerrServer(this: OverseerrServerNode, config: OverseerrServerConfig): void {
    RED.nodes.createNode(this, config);
    const env = (name: string) => RED.util.getSetting(this, name);
    const stored = asStored(RED.nodes, config);
    this.deployed = { config: { ...stored, ...this.credentials }, env };
    warnOnce(this, readableHeaders(stored.headers));
    this.connection = createServerConnection(() => ({
      ...serverOptions(
        { ...this.deployed.config, headers: deployedHeaders(stored.headers, env, this.credentials) },
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
    { credentials: { apiKey: { type: "password" }, ...headerSlots() } },
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
