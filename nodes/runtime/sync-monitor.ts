import type { Node, NodeAPI, NodeDef } from "node-red";
import { configNode } from "../../src/node-red/config-node.ts";
import { createMonitorNode, type MonitorNode } from "../../src/node-red/endpoints/monitor-node.ts";
import { nodeApp } from "../../src/node-red/endpoints/node-app.ts";
import { environmentOf } from "../../src/node-red/environment.ts";
import { errorStatus, reportable } from "../../src/node-red/report-error.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import { type MonitorConfig, SYNC_MONITOR } from "../../src/node-red/settings/fields/sync-monitor.ts";
import { noDatabase, noServer } from "../../src/node-red/statuses/messages.ts";
import { recall } from "../../src/node-red/statuses/recall.ts";
import { broken } from "../../src/node-red/statuses/status.ts";
import type { OverseerrServerNode } from "./overseerr-server.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";

export interface SyncMonitorConfig extends NodeDef, MonitorConfig {}

export default function runtime(RED: NodeAPI) {
  const find = (id: string): unknown => RED.nodes.getNode(id);

  function construct(this: Node<{ token?: string }>, stored: SyncMonitorConfig): void {
    RED.nodes.createNode(this, stored);
    const config = migrate(SYNC_MONITOR, stored);
    const database = configNode<SyncDatabaseNode>(config.database, find, "database", true);
    const server = configNode<OverseerrServerNode>(config.server, find, "server", true);
    const report = (error: unknown) => this.error(reportable(error), { topic: "sync-monitor" });
    let monitor: MonitorNode | undefined;
    try {
      monitor = createMonitorNode(
        { ...config, ...this.credentials },
        {
          memory: database.get().memory,
          connection: server.get().connection,
          env: environmentOf(RED, this),
          app: nodeApp(RED),
          settings: RED.settings,
          onError: report,
          warn: (sentence) => this.warn(sentence),
        },
      );
      this.status(monitor.status);
      recall(database.node?.memory);
    } catch (error) {
      if (database.missing) this.status(broken(noDatabase()));
      else this.status(server.missing ? broken(noServer()) : errorStatus(reportable(error).code));
      // not yet: the node that would catch it may come after this one
      setImmediate(() => report(error));
    }
    this.on("close", (_removed: boolean, done: () => void) => {
      monitor?.close();
      this.status({});
      done();
    });
  }

  return { construct };
}
