import type { Node, NodeAPI, NodeDef } from "node-red";
import { configNode } from "../../src/node-red/config-node.ts";
import { createNotifyNode, type NotifyNode } from "../../src/node-red/controllers/notify/notify-node.ts";
import { withPosters } from "../../src/node-red/controllers/notify/notify-posters.ts";
import type { EndpointHandler } from "../../src/node-red/endpoints/admin.ts";
import type { Deployed } from "../../src/node-red/endpoints/dialog-fields.ts";
import { previewNotice, sendTest } from "../../src/node-red/endpoints/notify-endpoints.ts";
import { environmentOf } from "../../src/node-red/environment.ts";
import { nodesOfType } from "../../src/node-red/nodes-of-type.ts";
import { onInput } from "../../src/node-red/on-input.ts";
import { errorStatus, reportable } from "../../src/node-red/report-error.ts";
import { asStored } from "../../src/node-red/settings/as-stored.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import {
  type NotifyConfig,
  type NotifySecrets,
  SYNC_NOTIFY,
} from "../../src/node-red/settings/fields/sync-notify.ts";
import { notifyChannel } from "../../src/node-red/settings/notify-channel.ts";
import { recall } from "../../src/node-red/statuses/recall.ts";
import { whenClosed } from "../../src/node-red/when-closed.ts";
import type { OverseerrServerNode } from "./overseerr-server.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";
import type { SyncHomeAssistantNode } from "./sync-home-assistant.ts";

export interface SyncNotifyConfig extends NodeDef, NotifyConfig {}

export interface SyncNotifyNode extends Node<NotifySecrets> {
  /** As it is deployed, with its credentials. */
  deployed: Deployed<NotifyConfig & NotifySecrets>;
}

export default function runtime(RED: NodeAPI) {
  const find = (id: string): unknown => RED.nodes.getNode(id);
  const homeOf = (id: string | undefined) =>
    configNode<SyncHomeAssistantNode>(id, find, "Home Assistant connection", true).get().homeAssistant;

  function construct(this: SyncNotifyNode, stored: SyncNotifyConfig): void {
    RED.nodes.createNode(this, stored);
    const env = environmentOf(RED, this);
    const config = migrate(SYNC_NOTIFY, stored);
    this.deployed = {
      config: { ...migrate(SYNC_NOTIFY, asStored(RED.nodes, stored)), ...this.credentials },
      env,
    };
    const report = (error: Error) => this.error(error, { topic: "sync-notify" });
    let notify: NotifyNode | undefined;
    let forget = () => {};
    let problem: Error | undefined;
    try {
      const database = configNode<SyncDatabaseNode>(config.database, find, "database", false);
      const server = configNode<OverseerrServerNode>(config.server, find, "server", false);
      database.check();
      server.check();
      const isHome = config.channel === "home-assistant";
      const made = notifyChannel(
        { ...config, ...this.credentials },
        { id: this.id, env, homeAssistant: () => homeOf(config.homeAssistant) },
      );
      forget = made?.forget ?? forget;
      notify = createNotifyNode(config, {
        id: this.id,
        memory: database.node?.memory,
        env,
        channel: made?.channel,
        homeAssistant: isHome ? homeOf(config.homeAssistant) : undefined,
        withPosters: async (news) => withPosters(news, overseerrOf(server.node)),
        send: (messages) => this.send(messages),
        onStatus: () => notify && line.set(notify.status()),
        onError: report,
        warn: (sentence) => this.warn(sentence),
      });
      recall(database.node?.memory);
    } catch (error) {
      const reported = reportable(error);
      problem = reported;
      // not yet: the node that would catch it may come after this one
      setImmediate(() => report(reported));
    }
    // before the messages under way are waited for: they wait for what is closed here
    this.on("close", (removed: boolean, done: () => void) => {
      whenClosed(notify?.close(removed).finally(forget), report, done);
    });
    const line = onInput(
      this,
      async (msg, { park }) => {
        if (!notify) throw problem;
        const handled = notify.handle(msg);
        park();
        await handled;
      },
      {
        idle: () => notify?.status() ?? errorStatus(reportable(problem).code),
        busy: () => notify?.status() ?? {},
      },
    );
  }

  /** A server that is not set up makes a message without posters. */
  function overseerrOf(server: OverseerrServerNode | undefined) {
    try {
      return server?.connection.overseerr();
    } catch {
      return undefined;
    }
  }

  const deployed = nodesOfType<SyncNotifyNode>(RED.nodes, "sync-notify");
  const desk = { deployed: (id: string) => deployed(id)?.deployed, homeAssistant: homeOf };
  const preview: EndpointHandler = (request) => previewNotice(request, desk);
  const test: EndpointHandler = (request, signal) => sendTest(request, desk, signal);
  return { construct, preview, test };
}
