import type { Node, NodeAPI, NodeDef } from "node-red";
import { Holds } from "../../src/holds.ts";
import { connectHomeAssistant } from "../../src/home-assistant/connection/connect-home-assistant.ts";
import { unusableHomeAssistant } from "../../src/home-assistant/connection/unusable-home-assistant.ts";
import type { HomeAssistant } from "../../src/home-assistant/home-assistant.ts";
import { createTodoLists, type WritableTodoLists } from "../../src/home-assistant/todo/todo-lists.ts";
import type { EndpointHandler } from "../../src/node-red/endpoints/admin.ts";
import type { Deployed } from "../../src/node-red/endpoints/dialog-fields.ts";
import {
  homeAssistantEntities,
  testHomeAssistantDialog,
} from "../../src/node-red/endpoints/home-assistant-endpoints.ts";
import { environmentOf } from "../../src/node-red/environment.ts";
import { nodesOfType } from "../../src/node-red/nodes-of-type.ts";
import { reportable } from "../../src/node-red/report-error.ts";
import { asStored } from "../../src/node-red/settings/as-stored.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import {
  type HomeAssistantConfig,
  SYNC_HOME_ASSISTANT,
} from "../../src/node-red/settings/fields/sync-home-assistant.ts";
import {
  type ContribServer,
  type HomeAssistantSecrets,
  homeAssistantOptions,
} from "../../src/node-red/settings/home-assistant-options.ts";
import { whenClosed } from "../../src/node-red/when-closed.ts";

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

export default function runtime(RED: NodeAPI) {
  const findServer = (id: string) => (RED.nodes.getNode(id) as unknown as ContribServer | null) ?? undefined;

  function construct(this: SyncHomeAssistantNode, given: SyncHomeAssistantConfig): void {
    RED.nodes.createNode(this, given);
    const config = migrate(SYNC_HOME_ASSISTANT, given);
    const env = environmentOf(RED, this);
    this.deployed = {
      config: { ...migrate(SYNC_HOME_ASSISTANT, asStored(RED.nodes, given)), ...this.credentials },
      env,
    };
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
    const holds = new Holds();
    this.hold = () => holds.take();
    this.on("close", (_removed: boolean, done: () => void) => {
      const closed = holds.released().then(() => connection?.close());
      whenClosed(closed, ({ message }) => this.warn(message), done);
    });
  }

  const find = nodesOfType<SyncHomeAssistantNode>(RED.nodes, "sync-home-assistant");
  const test: EndpointHandler = (request, signal) =>
    testHomeAssistantDialog(request, { deployed: (id) => find(id)?.deployed, findServer }, signal);
  const entities: EndpointHandler = (request, signal) =>
    homeAssistantEntities(find(String(request.params.id))?.homeAssistant, request, signal);
  return { construct, test, entities };
}
