import type { Node, NodeAPI, NodeDef } from "node-red";
import { configNode } from "../../src/node-red/config-node.ts";
import { createScheduleNode, type ScheduleNode } from "../../src/node-red/controllers/schedule-node.ts";
import { environmentOf } from "../../src/node-red/environment.ts";
import type { Status } from "../../src/node-red/node-port.ts";
import { onInput } from "../../src/node-red/on-input.ts";
import { errorStatus, reportable } from "../../src/node-red/report-error.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import { type ScheduleConfig, SYNC_SCHEDULE } from "../../src/node-red/settings/fields/sync-schedule.ts";
import { broken, type StatusLine } from "../../src/node-red/statuses/status.ts";
import { whenClosed } from "../../src/node-red/when-closed.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";

export type SyncScheduleConfig = NodeDef & ScheduleConfig;

export interface SyncScheduleNode extends Node {
  /** What it begins runs of; undefined where it is set up wrongly. */
  begins?: { database: string; profile: string };
}

export default function runtime(RED: NodeAPI) {
  function construct(this: SyncScheduleNode, stored: SyncScheduleConfig): void {
    RED.nodes.createNode(this, stored);
    const config = migrate(SYNC_SCHEDULE, stored);
    const find = (id: string): unknown => RED.nodes.getNode(id);
    const database = configNode<SyncDatabaseNode>(config.database, find, "database", true);
    const report = (error: Error) => this.error(error, { topic: "sync-schedule" });
    let line: StatusLine | undefined;
    let schedule: ScheduleNode | undefined;
    let failure: unknown;
    try {
      schedule = createScheduleNode(config, {
        memory: database.get().memory,
        env: environmentOf(RED, this),
        send: (message) => this.send(message),
        onStatus: () => line?.set(status()),
        onError: report,
      });
      this.begins = { database: config.database ?? "", profile: schedule.profile };
    } catch (error) {
      failure = error;
      // not yet: the node that would catch it may come after this one
      setImmediate(() => report(reportable(error)));
    }

    function status(): Status {
      if (database.missing) return broken("no database");
      return schedule?.status() ?? errorStatus(reportable(failure).code);
    }

    // at once, not when the last message is done: the memory is closed with us
    this.on("close", (removed: boolean, done: () => void) => {
      whenClosed(schedule?.close(removed), report, done);
    });
    line = onInput(
      this,
      async (msg, context) => {
        if (!schedule) throw failure;
        await schedule.handle(msg, context);
      },
      { limit: RED.settings.nodeMessageBufferMaxLength ?? 0, idle: status },
    );
  }

  return { construct };
}
