import type { Node, NodeAPI, NodeDef } from "node-red";
import { evaluator } from "../../src/node-red/computed/evaluator.ts";
import { configNode } from "../../src/node-red/config-node.ts";
import { requestStep } from "../../src/node-red/controllers/request-step.ts";
import { stepNode } from "../../src/node-red/controllers/step-node.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import {
  OVERSEERR_REQUEST,
  type RequestConfig,
} from "../../src/node-red/settings/fields/overseerr-request.ts";
import type { OverseerrServerNode } from "./overseerr-server.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";

export interface OverseerrRequestConfig extends NodeDef, RequestConfig {}

export default function runtime(RED: NodeAPI) {
  const find = (id: string): unknown => RED.nodes.getNode(id);

  function construct(this: Node, stored: OverseerrRequestConfig): void {
    RED.nodes.createNode(this, stored);
    const config = migrate(OVERSEERR_REQUEST, stored);
    stepNode(this, requestStep(config, evaluator(RED, this)), {
      server: configNode<OverseerrServerNode>(config.server, find, "server", true),
      database: configNode<SyncDatabaseNode>(config.database, find, "database", false),
      limit: RED.settings.nodeMessageBufferMaxLength,
    });
  }

  return { construct };
}
