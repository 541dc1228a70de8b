import type { Node, NodeAPI, NodeDef } from "node-red";
import { configNode } from "../src/node-red/config-node.ts";
import { createStateNode, type StateConfig } from "../src/node-red/controllers/state-node.ts";
import { onInput } from "../src/node-red/on-input.ts";
import { followRuns } from "../src/node-red/statuses/follow-runs.ts";
import { recall } from "../src/node-red/statuses/recall.ts";
import { broken } from "../src/node-red/statuses/status.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";

export interface SyncStateConfig extends NodeDef, StateConfig {
  database?: string;
}

export default function register(RED: NodeAPI): void {
  function SyncState(this: Node, config: SyncStateConfig): void {
    RED.nodes.createNode(this, config);
    const find = (id: string): unknown => RED.nodes.getNode(id);
    const database = configNode<SyncDatabaseNode>(config.database, find, "database", true);
    const state = createStateNode(config, {
      memory: () => database.get().memory,
      folder: RED.settings.userDir ?? process.cwd(),
      clone: (msg) => RED.util.cloneMessage(msg),
    });
    let unfollow = () => {};
    const status = onInput(this, state.handle, {
      limit: RED.settings.nodeMessageBufferMaxLength ?? 0,
      idle: () => (database.missing ? broken("no database") : state.idle()),
      onClose: () => unfollow(),
    });
    if (!database.node || (config.operation || "record") !== "record") return;
    unfollow = followRuns(
      database.node.memory,
      config.profile?.trim() || undefined,
      (now) => {
        state.keep(now);
        status.set(now);
      },
      (summary) => this.send([null, { topic: summary.profile, payload: summary }]),
      state.witness.tellsOf,
    );
    recall(database.node.memory);
  }

  RED.nodes.registerType<Node, SyncStateConfig, object, object>("sync-state", SyncState);
}
