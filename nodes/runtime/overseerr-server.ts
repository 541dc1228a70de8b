import type { Node, NodeAPI, NodeDef } from "node-red";
import type { EndpointHandler } from "../../src/node-red/endpoints/admin.ts";
import type { Deployed } from "../../src/node-red/endpoints/dialog-fields.ts";
import { serverChoices, testServer } from "../../src/node-red/endpoints/server-endpoints.ts";
import { environmentOf } from "../../src/node-red/environment.ts";
import { nodesOfType } from "../../src/node-red/nodes-of-type.ts";
import { asStored } from "../../src/node-red/settings/as-stored.ts";
import { deployedHeaders, readableHeaders } from "../../src/node-red/settings/deployed-headers.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import {
  OVERSEERR_SERVER,
  type ServerConfig,
  serverOptions,
} from "../../src/node-red/settings/fields/overseerr-server.ts";
import { healthLimits } from "../../src/node-red/settings/health-limits.ts";
import { listSyncSettings } from "../../src/node-red/settings/list-sync-settings.ts";
import {
  createServerConnection,
  type ServerConnection,
} from "../../src/overseerr/connection/server-connection.ts";

export interface OverseerrServerConfig extends NodeDef, ServerConfig {}

export interface ServerSecrets {
  apiKey?: string;
  /** Values of extra headers: `header1` and so on. */
  [headerSlot: string]: string | undefined;
}

export interface OverseerrServerNode extends Node<ServerSecrets> {
  connection: ServerConnection;
  /** As it is deployed, with its credentials. */
  deployed: Deployed<ServerConfig>;
}

export default function runtime(RED: NodeAPI) {
  const warned = new Set<string>();
  /** Flows of 0.1 go on working; to be told once in a process is enough. */
  function warnOnce(node: Node, names: string[]): void {
    if (names.length === 0 || warned.has(node.id)) return;
    warned.add(node.id);
    node.warn(
      `The flow file holds the values of extra headers readable (${names.join(", ")}). Open this server's configuration and press Done, then Deploy: they become credentials.`,
    );
  }

  function construct(this: OverseerrServerNode, config: OverseerrServerConfig): void {
    RED.nodes.createNode(this, config);
    const env = environmentOf(RED, this);
    const stored = migrate(OVERSEERR_SERVER, asStored(RED.nodes, config));
    this.deployed = { config: { ...stored, ...this.credentials }, env };
    warnOnce(this, readableHeaders(stored.headers));
    this.connection = createServerConnection(() => ({
      ...serverOptions(
        { ...this.deployed.config, headers: deployedHeaders(stored.headers, env, this.credentials) },
        env,
      ),
      health: healthLimits(listSyncSettings(RED.settings).health),
    }));
    this.on("close", (_removed: boolean, done: () => void) => {
      this.connection.close();
      done();
    });
  }

  const find = nodesOfType<OverseerrServerNode>(RED.nodes, "overseerr-server");
  const test: EndpointHandler = (request, signal) => testServer(request, (id) => find(id)?.deployed, signal);
  const options: EndpointHandler = ({ params }, signal) =>
    serverChoices(find(String(params.id))?.connection, signal);
  return { construct, test, options };
}
