import type { Node, NodeAPI, NodeDef } from "node-red";
import { evaluator } from "../../src/node-red/computed/evaluator.ts";
import { configNode } from "../../src/node-red/config-node.ts";
import { createStateNode } from "../../src/node-red/controllers/memory/state-node.ts";
import { RECORDED_TOGETHER } from "../../src/node-red/controllers/record-items.ts";
import { dataFolder } from "../../src/node-red/data-folder.ts";
import { onInput } from "../../src/node-red/on-input.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import { type StateConfig, SYNC_STATE } from "../../src/node-red/settings/fields/sync-state.ts";
import { followRuns } from "../../src/node-red/statuses/follow-runs.ts";
import { type LeaseWatch, watchLease } from "../../src/node-red/statuses/lease-status.ts";
import { recall } from "../../src/node-red/statuses/recall.ts";
import { broken } from "../../src/node-red/statuses/status.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";

export interface SyncStateConfig extends NodeDef, StateConfig {}

export default function runtime(RED: NodeAPI) {
  function construct(this: Node, stored: SyncStateConfig): void {
    RED.nodes.createNode(this, stored);
    const config = migrate(SYNC_STATE, stored);
    const find = (id: string): unknown => RED.nodes.getNode(id);
    const database = configNode<SyncDatabaseNode>(config.database, find, "database", true);
    const state = createStateNode(config, {
      memory: () => database.get().memory,
      backups: () => database.get().backups,
      database: () => database.get().id,
      folder: dataFolder(RED.settings),
      clone: (msg) => RED.util.cloneMessage(msg),
      evaluate: evaluator(RED, this),
    });
    let unfollow = () => {};
    let lease: LeaseWatch | undefined;
    const idle = () => (database.missing ? broken("no database") : (lease?.status ?? state.idle()));
    const records = (config.operation || "record") === "record";
    const status = onInput(this, state.handle, {
      // what is recorded at the same time is written in one transaction
      concurrency: records ? RECORDED_TOGETHER : 1,
      limit: RED.settings.nodeMessageBufferMaxLength ?? 0,
      idle,
      onClose: () => {
        lease?.stop();
        unfollow();
      },
    });
    if (!database.node || !records) return;
    lease = watchLease(database.node.memory, () => status.set(idle()));
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

  return { construct };
}
