import type { NodeAPI } from "node-red";
import { adminRoutes } from "../src/node-red/endpoints/admin-routes.ts";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import type { NotifySecrets } from "../src/node-red/settings/fields/sync-notify.ts";
import type { SyncNotifyConfig, SyncNotifyNode } from "./runtime/sync-notify.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/sync-notify.ts")>(import.meta.filename, RED);

  function SyncNotify(this: SyncNotifyNode, stored: SyncNotifyConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<SyncNotifyNode, SyncNotifyConfig, object, NotifySecrets>("sync-notify", SyncNotify, {
    credentials: { address: { type: "password" }, token: { type: "password" } },
  });

  const routes = adminRoutes(RED);
  routes.post("sync-notify/preview", "sync-notify.read", (...asked) => runtime().preview(...asked));
  routes.post("sync-notify/test", "sync-notify.write", (...asked) => runtime().test(...asked));
}
