import type { Node, NodeAPI, NodeDef } from "node-red";
import { configNode } from "../../src/node-red/config-node.ts";
import { createWatchNode, type WatchNode } from "../../src/node-red/controllers/watch-node.ts";
import { environmentOf } from "../../src/node-red/environment.ts";
import { errorStatus, reportable } from "../../src/node-red/report-error.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import { SYNC_WATCH, type WatchConfig } from "../../src/node-red/settings/fields/sync-watch.ts";
import { noDatabase } from "../../src/node-red/statuses/messages.ts";
import { broken, createStatusLine } from "../../src/node-red/statuses/status.ts";
import { whenClosed } from "../../src/node-red/when-closed.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";

export type SyncWatchConfig = NodeDef & WatchConfig;

export default function runtime(RED: NodeAPI) {
  function construct(this: Node, stored: SyncWatchConfig): void {
    RED.nodes.createNode(this, stored);
    const config = migrate(SYNC_WATCH, stored);
    const find = (id: string): unknown => RED.nodes.getNode(id);
    const database = configNode<SyncDatabaseNode>(config.database, find, "database", false);
    const line = createStatusLine(this);
    const report = (error: Error) => this.error(error, { topic: "sync-watch" });
    let watch: WatchNode | undefined;
    try {
      database.check();
      watch = createWatchNode(config, {
        id: this.id,
        memory: database.node?.memory,
        env: environmentOf(RED, this),
        send: (messages) => this.send(messages),
        onStatus: () => watch && line.set(watch.status()),
        onError: report,
        warn: (sentence) => this.warn(sentence),
      });
      line.set(watch.status());
    } catch (error) {
      const reported = reportable(error);
      line.set(database.missing ? broken(noDatabase()) : errorStatus(reported.code));
      // not yet: the node that would catch it may come after this one
      setImmediate(() => report(reported));
    }
    this.on("close", (removed: boolean, done: () => void) => {
      line.close();
      whenClosed(watch?.close(removed), report, done);
    });
  }

  return { construct };
}
