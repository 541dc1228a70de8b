import type { Node, NodeAPI } from "node-red";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import type { SyncTriggerConfig } from "./runtime/sync-trigger.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/sync-trigger.ts")>(import.meta.filename, RED);

  function SyncTrigger(this: Node, stored: SyncTriggerConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<Node, SyncTriggerConfig, object, object>("sync-trigger", SyncTrigger);
}
