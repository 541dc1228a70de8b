import type { NodeAPI } from "node-red";
import { adminRoutes } from "../src/node-red/endpoints/admin-routes.ts";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import type { SyncWebhookConfig, SyncWebhookNode, WebhookSecrets } from "./runtime/sync-webhook.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/sync-webhook.ts")>(import.meta.filename, RED);

  function SyncWebhook(this: SyncWebhookNode, stored: SyncWebhookConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<SyncWebhookNode, SyncWebhookConfig, object, WebhookSecrets>(
    "sync-webhook",
    SyncWebhook,
    { credentials: { secret: { type: "password" } } },
  );

  const routes = adminRoutes(RED);
  routes.get("sync-webhook/:id/address", "sync-webhook.write", (...asked) => runtime().address(...asked));
}
