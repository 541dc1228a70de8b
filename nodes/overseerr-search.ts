import type { Node, NodeAPI } from "node-red";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import type { OverseerrSearchConfig } from "./runtime/overseerr-search.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/overseerr-search.ts")>(import.meta.filename, RED);

  function OverseerrSearch(this: Node, stored: OverseerrSearchConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<Node, OverseerrSearchConfig, object, object>("overseerr-search", OverseerrSearch);
}
