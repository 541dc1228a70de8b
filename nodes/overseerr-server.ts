import type { NodeAPI } from "node-red";
import { adminRoutes } from "../src/node-red/endpoints/admin-routes.ts";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import { headerSlots } from "../src/node-red/settings/header-slots.ts";
import type {
  OverseerrServerConfig,
  OverseerrServerNode,
  ServerSecrets,
} from "./runtime/overseerr-server.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/overseerr-server.ts")>(import.meta.filename, RED);

  function OverseerrServer(this: OverseerrServerNode, stored: OverseerrServerConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<OverseerrServerNode, OverseerrServerConfig, object, ServerSecrets>(
    "overseerr-server",
    OverseerrServer,
    { credentials: { apiKey: { type: "password" }, ...headerSlots() } },
  );

  const routes = adminRoutes(RED);
  routes.post("overseerr-server/test", "overseerr-server.write", (...asked) => runtime().test(...asked));
  routes.get("overseerr-server/:id/options", "overseerr-server.read", (...asked) =>
    runtime().options(...asked),
  );
}
