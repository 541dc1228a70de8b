import type { Node, NodeAPI } from "node-red";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import type { SyncScheduleConfig } from "./runtime/sync-schedule.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/sync-schedule.ts")>(import.meta.filename, RED);

  function SyncSchedule(this: Node, stored: SyncScheduleConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<Node, SyncScheduleConfig, object, object>("sync-schedule", SyncSchedule);
}
