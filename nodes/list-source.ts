import type { NodeAPI } from "node-red";
import { adminRoutes } from "../src/node-red/endpoints/admin-routes.ts";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import { openDoor } from "../src/node-red/open-door.ts";
import { listSyncSettings } from "../src/node-red/settings/list-sync-settings.ts";
import type { ListSourceConfig, ListSourceNode } from "./runtime/list-source.ts";

export default async function register(RED: NodeAPI): Promise<void> {
  const { providers } = listSyncSettings(RED.settings);
  const warning = openDoor(RED.settings);
  if (warning) RED.log.warn(`ListSync: ${warning}`);
  const runtime = onFirstUse<typeof import("./runtime/list-source.ts")>(import.meta.filename, RED);

  function ListSource(this: ListSourceNode, stored: ListSourceConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<ListSourceNode, ListSourceConfig, object, object>("list-source", ListSource);

  const routes = adminRoutes(RED);
  const [read, write] = ["list-source.read", "list-source.write"];
  routes.get("list-source/providers", read, (...asked) => runtime().providers(...asked));
  routes.get("list-source/detect", read, (...asked) => runtime().detect(...asked));
  routes.post("list-source/detect", write, (...asked) => runtime().examine(...asked));
  routes.post("list-source/preview", write, (...asked) => runtime().preview(...asked));
  routes.get("list-source/poster", read, (...asked) => runtime().poster(...asked));
  routes.post("list-source/preview-outcomes", write, (...asked) => runtime().previewOutcomes(...asked));

  if (providers.length === 0) return;
  // imported, not required: a package with providers may be importing the same registry at this moment
  const { registerSettingsProviders } = await import("../src/lists/settings-providers.ts");
  registerSettingsProviders(providers, (sentence) => RED.log.error(sentence));
}
