import type { Node, NodeAPI } from "node-red";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import type { SyncMonitorConfig } from "./runtime/sync-monitor.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/sync-monitor.ts")>(import.meta.filename, RED);

  function SyncMonitor(this: Node, stored: SyncMonitorConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<Node, SyncMonitorConfig, object, object>("sync-monitor", SyncMonitor, {
    credentials: { token: { type: "password" } },
  });
}
