import type { Node, NodeAPI } from "node-red";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import type { OverseerrRequestConfig } from "./runtime/overseerr-request.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/overseerr-request.ts")>(import.meta.filename, RED);

  function OverseerrRequest(this: Node, stored: OverseerrRequestConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<Node, OverseerrRequestConfig, object, object>("overseerr-request", OverseerrRequest);
}
