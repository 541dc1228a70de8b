import type { NodeAPI } from "node-red";
import { adminRoutes } from "../src/node-red/endpoints/admin-routes.ts";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import type { HomeAssistantSecrets } from "../src/node-red/settings/home-assistant-options.ts";
import type { SyncHomeAssistantConfig, SyncHomeAssistantNode } from "./runtime/sync-home-assistant.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/sync-home-assistant.ts")>(import.meta.filename, RED);

  function SyncHomeAssistant(this: SyncHomeAssistantNode, stored: SyncHomeAssistantConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<SyncHomeAssistantNode, SyncHomeAssistantConfig, object, HomeAssistantSecrets>(
    "sync-home-assistant",
    SyncHomeAssistant,
    { credentials: { token: { type: "password" } } },
  );

  const routes = adminRoutes(RED);
  routes.post("sync-home-assistant/test", "sync-home-assistant.write", (...asked) =>
    runtime().test(...asked),
  );
  routes.get("sync-home-assistant/:id/entities", "sync-home-assistant.read", (...asked) =>
    runtime().entities(...asked),
  );
}
