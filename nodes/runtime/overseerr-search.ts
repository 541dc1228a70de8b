import type { Node, NodeAPI, NodeDef } from "node-red";
import { configNode } from "../../src/node-red/config-node.ts";
import { searchStep } from "../../src/node-red/controllers/search-step.ts";
import { stepNode } from "../../src/node-red/controllers/step-node.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import { OVERSEERR_SEARCH, type SearchConfig } from "../../src/node-red/settings/fields/overseerr-search.ts";
import type { OverseerrServerNode } from "./overseerr-server.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";

export interface OverseerrSearchConfig extends NodeDef, SearchConfig {}

export default function runtime(RED: NodeAPI) {
  const find = (id: string): unknown => RED.nodes.getNode(id);

  function construct(this: Node, stored: OverseerrSearchConfig): void {
    RED.nodes.createNode(this, stored);
    const config = migrate(OVERSEERR_SEARCH, stored);
    stepNode(this, searchStep(config), {
      server: configNode<OverseerrServerNode>(config.server, find, "server", true),
      database: configNode<SyncDatabaseNode>(config.database, find, "database", false),
      limit: RED.settings.nodeMessageBufferMaxLength,
    });
  }

  return { construct };
}
