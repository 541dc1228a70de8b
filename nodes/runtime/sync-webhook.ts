import type { Node, NodeAPI, NodeDef } from "node-red";
import { configNode } from "../../src/node-red/config-node.ts";
import { createWebhookNode, type WebhookNode } from "../../src/node-red/controllers/webhook-node.ts";
import type { EndpointHandler } from "../../src/node-red/endpoints/admin.ts";
import { nodeApp } from "../../src/node-red/endpoints/node-app.ts";
import { deployedAddress } from "../../src/node-red/endpoints/webhook-address.ts";
import { environmentOf } from "../../src/node-red/environment.ts";
import { nodesOfType } from "../../src/node-red/nodes-of-type.ts";
import { errorStatus, reportable } from "../../src/node-red/report-error.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import { SYNC_WEBHOOK, type WebhookConfig } from "../../src/node-red/settings/fields/sync-webhook.ts";
import { noDatabase } from "../../src/node-red/statuses/messages.ts";
import { recall } from "../../src/node-red/statuses/recall.ts";
import { broken, createStatusLine } from "../../src/node-red/statuses/status.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";

export interface SyncWebhookConfig extends NodeDef, WebhookConfig {}

export interface WebhookSecrets {
  secret?: string;
}

export interface SyncWebhookNode extends Node<WebhookSecrets> {
  /** As it is deployed, with its credential. */
  deployed: WebhookConfig & WebhookSecrets;
}

export default function runtime(RED: NodeAPI) {
  function construct(this: SyncWebhookNode, stored: SyncWebhookConfig): void {
    RED.nodes.createNode(this, stored);
    const config = migrate(SYNC_WEBHOOK, stored);
    this.deployed = { ...config, ...this.credentials };
    const find = (id: string): unknown => RED.nodes.getNode(id);
    const database = configNode<SyncDatabaseNode>(config.database, find, "database", true);
    const line = createStatusLine(this);
    const report = (error: Error) => this.error(error, { topic: "sync-webhook" });
    let webhook: WebhookNode | undefined;
    try {
      webhook = createWebhookNode(this.deployed, {
        memory: database.get().memory,
        env: environmentOf(RED, this),
        app: nodeApp(RED),
        settings: RED.settings,
        send: (messages) => this.send(messages),
        onStatus: () => webhook && line.set(webhook.status()),
        onError: report,
        warn: (sentence) => this.warn(sentence),
      });
      line.set(webhook.status());
      recall(database.node?.memory);
    } catch (error) {
      const reported = reportable(error);
      line.set(database.missing ? broken(noDatabase()) : errorStatus(reported.code));
      // not yet: the node that would catch it may come after this one
      setImmediate(() => report(reported));
    }
    this.on("close", (_removed: boolean, done: () => void) => {
      webhook?.close();
      line.close();
      done();
    });
  }

  const address: EndpointHandler = ({ params }) => {
    const find = nodesOfType<SyncWebhookNode>(RED.nodes, "sync-webhook");
    return deployedAddress(find(String(params.id))?.deployed, RED.settings.httpNodeRoot);
  };
  return { construct, address };
}
