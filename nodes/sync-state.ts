import type { Node, NodeAPI } from "node-red";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import type { SyncStateConfig } from "./runtime/sync-state.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/sync-state.ts")>(import.meta.filename, RED);

  function SyncState(this: Node, stored: SyncStateConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<Node, SyncStateConfig, object, object>("sync-state", SyncState);
}
