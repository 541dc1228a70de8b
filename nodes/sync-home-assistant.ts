import type { Node, NodeAPI, NodeDef } from "node-red";
import { connectHomeAssistant } from "../src/home-assistant/connect-home-assistant.ts";
import type { HomeAssistant } from "../src/home-assistant/home-assistant.ts";
import { createTodoLists, type WritableTodoLists } from "../src/home-assistant/todo-lists.ts";
import { unusableHomeAssistant } from "../src/home-assistant/unusable-home-assistant.ts";
import { adminRoutes } from "../src/node-red/endpoints/admin-routes.ts";
import type { Deployed } from "../src/node-red/endpoints/dialog-fields.ts";
import {
  homeAssistantEntities,
  testHomeAssistantDialog,
} from "../src/node-red/endpoints/home-assistant-endpoints.ts";
import { createHolders } from "../src/node-red/holders.ts";
import { reportable } from "../src/node-red/report-error.ts";
import { asStored } from "../src/node-red/settings/as-stored.ts";
import {
  type ContribServer,
  type HomeAssistantConfig,
  type HomeAssistantSecrets,
  homeAssistantOptions,
} from "../src/node-red/settings/home-assistant-options.ts";

export interface SyncHomeAssistantConfig extends NodeDef, HomeAssistantConfig {}

export interface SyncHomeAssistantNode extends Node<HomeAssistantSecrets> {
  /** The one connection; made when somebody first looks, since the node that it is read from may be made after this. */
  readonly homeAssistant: HomeAssistant;
  readonly todo: WritableTodoLists;
  /** As it is deployed, with its token. */
  deployed: Deployed<HomeAssistantConfig & HomeAssistantSecrets>;
  /** Keeps the connection open while the node is being closed. Call the returned function when that is over. */
  hold(): () => void;
}

export default function register(RED: NodeAPI): void {
  const findServer = (id: string) => (RED.nodes.getNode(id) as unknown as ContribServer | null) ?? undefined;

  function SyncHomeAssistant(this: SyncHomeAssistantNode, config: SyncHomeAssistantConfig): void {
    RED.nodes.createNode(this, config);
    const env = (name: string) => RED.util.getSetting(this, name);
    this.deployed = { config: { ...asStored(RED.nodes, config), ...this.credentials }, env };
    const report = (error: unknown) => this.warn(reportable(error).message);
    let connection: HomeAssistant | undefined;
    const connect = (): HomeAssistant => {
      try {
        const options = homeAssistantOptions(config, this.credentials ?? {}, env, findServer);
        return connectHomeAssistant({ ...options, report });
      } catch (error) {
        return unusableHomeAssistant(reportable(error));
      }
    };
    const connected = () => (connection ??= connect());
    Object.defineProperties(this, {
      homeAssistant: { get: connected },
      todo: { get: () => createTodoLists(connected()) },
    });
    const holders = createHolders();
    this.hold = holders.hold;
    this.on("close", (_removed: boolean, done: () => void) => {
      void holders
        .released()
        .then(() => connection?.close())
        .then(done, done);
    });
  }

  RED.nodes.registerType<SyncHomeAssistantNode, SyncHomeAssistantConfig, object, HomeAssistantSecrets>(
    "sync-home-assistant",
    SyncHomeAssistant,
    { credentials: { token: { type: "password" } } },
  );

  const find = (id: string) => RED.nodes.getNode(id) as SyncHomeAssistantNode | null;
  const routes = adminRoutes(RED);
  routes.post("sync-home-assistant/test", "sync-home-assistant.write", (request, signal) =>
    testHomeAssistantDialog(request, { deployed: (id) => find(id)?.deployed, findServer }, signal),
  );
  routes.get("sync-home-assistant/:id/entities", "sync-home-assistant.read", (request, signal) =>
    homeAssistantEntities(find(String(request.params.id))?.homeAssistant, request, signal),
  );
}
