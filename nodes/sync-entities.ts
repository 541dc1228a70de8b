import type { Node, NodeAPI } from "node-red";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import type { SyncEntitiesConfig } from "./runtime/sync-entities.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/sync-entities.ts")>(import.meta.filename, RED);

  function SyncEntities(this: Node, stored: SyncEntitiesConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<Node, SyncEntitiesConfig, object, object>("sync-entities", SyncEntities);
}
