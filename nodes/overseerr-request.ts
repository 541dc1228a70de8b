import type { Node, NodeAPI, NodeDef } from "node-red";
import { configNode } from "../src/node-red/config-node.ts";
import { requestStep } from "../src/node-red/controllers/request-step.ts";
import { stepNode } from "../src/node-red/controllers/step-node.ts";
import type { RequestConfig } from "../src/node-red/settings/request-config.ts";
import type { OverseerrServerNode } from "./overseerr-server.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";

export interface OverseerrRequestConfig extends NodeDef, RequestConfig {
  server?: string;
  database?: string;
}

export default function register(RED: NodeAPI): void {
  const find = (id: string): unknown => RED.nodes.getNode(id);

  function OverseerrRequest(this: Node, config: OverseerrRequestConfig): void {
    RED.nodes.createNode(this, config);
    stepNode(this, requestStep(config), {
      server: configNode<OverseerrServerNode>(config.server, find, "server", true),
      database: configNode<SyncDatabaseNode>(config.database, find, "database", false),
      limit: RED.settings.nodeMessageBufferMaxLength,
    });
  }

  RED.nodes.registerType<Node, OverseerrRequestConfig, object, object>("overseerr-request", OverseerrRequest);
}
