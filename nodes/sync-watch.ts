import type { Node, NodeAPI } from "node-red";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import type { SyncWatchConfig } from "./runtime/sync-watch.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/sync-watch.ts")>(import.meta.filename, RED);

  function SyncWatch(this: Node, stored: SyncWatchConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<Node, SyncWatchConfig, object, object>("sync-watch", SyncWatch);
}
