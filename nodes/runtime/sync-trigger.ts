import type { Node, NodeAPI, NodeDef } from "node-red";
import { configNode } from "../../src/node-red/config-node.ts";
import { createTrigger } from "../../src/node-red/controllers/create-trigger.ts";
import { errorStatus, reportable } from "../../src/node-red/report-error.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import { SYNC_TRIGGER, type TriggerConfig } from "../../src/node-red/settings/fields/sync-trigger.ts";
import { createStatusLine } from "../../src/node-red/statuses/status.ts";
import type { SyncHomeAssistantNode } from "./sync-home-assistant.ts";

export interface SyncTriggerConfig extends NodeDef, TriggerConfig {}

export default function runtime(RED: NodeAPI) {
  function construct(this: Node, stored: SyncTriggerConfig): void {
    RED.nodes.createNode(this, stored);
    const config = migrate(SYNC_TRIGGER, stored);
    const find = (id: string): unknown => RED.nodes.getNode(id);
    const home = configNode<SyncHomeAssistantNode>(
      config.homeAssistant,
      find,
      "Home Assistant connection",
      true,
    );
    const status = createStatusLine(this);
    const report = (error: unknown) => this.error(reportable(error), { topic: "sync-trigger" });
    let end = () => {};
    try {
      end = createTrigger(config, {
        homeAssistant: home.get().homeAssistant,
        send: (message) => this.send(message),
        onStatus: status.set,
        onError: report,
      });
    } catch (error) {
      const reported = reportable(error);
      status.set(errorStatus(reported.code));
      report(reported);
    }
    this.on("close", (_removed: boolean, done: () => void) => {
      end();
      status.close();
      done();
    });
  }

  return { construct };
}
