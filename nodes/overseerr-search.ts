import type { Node, NodeAPI, NodeDef } from "node-red";
import { configNode } from "../src/node-red/config-node.ts";
import { type SearchConfig, searchStep } from "../src/node-red/controllers/search-step.ts";
import { stepNode } from "../src/node-red/controllers/step-node.ts";
import type { OverseerrServerNode } from "./overseerr-server.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";

export interface OverseerrSearchConfig extends NodeDef, SearchConfig {
  server?: string;
  database?: string;
}

export default function register(RED: NodeAPI): void {
  const find = (id: string): unknown => RED.nodes.getNode(id);

  function OverseerrSearch(this: Node, config: OverseerrSearchConfig): void {
    RED.nodes.createNode(this, config);
    stepNode(this, searchStep(config), {
      server: configNode<OverseerrServerNode>(config.server, find, "server", true),
      database: configNode<SyncDatabaseNode>(config.database, find, "database", false),
      limit: RED.settings.nodeMessageBufferMaxLength,
    });
  }

  RED.nodes.registerType<Node, OverseerrSearchConfig, object, object>("overseerr-search", OverseerrSearch);
}
