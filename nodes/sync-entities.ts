import type { Node, NodeAPI, NodeDef } from "node-red";
import type { MqttBroker } from "../src/home-assistant/transports/mqtt/mqtt-broker.ts";
import { configNode } from "../src/node-red/config-node.ts";
import {
  createEntities,
  type EntitiesConfig,
  type EntitiesNode,
} from "../src/node-red/controllers/entities-node.ts";
import type { Status } from "../src/node-red/node-port.ts";
import { onInput } from "../src/node-red/on-input.ts";
import { errorStatus, reportable } from "../src/node-red/report-error.ts";
import { broken, type StatusLine } from "../src/node-red/statuses/status.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";
import type { SyncHomeAssistantNode } from "./sync-home-assistant.ts";

export interface SyncEntitiesConfig extends NodeDef, EntitiesConfig {
  database?: string;
}

export default function register(RED: NodeAPI): void {
  const find = (id: string): unknown => RED.nodes.getNode(id);

  function label(key: string): string | undefined {
    const name = `sync-entities.entity.${key}`;
    const text = RED._(name);
    return text === name ? undefined : text;
  }

  function SyncEntities(this: Node, config: SyncEntitiesConfig): void {
    RED.nodes.createNode(this, config);
    const database = configNode<SyncDatabaseNode>(config.database, find, "database", true);
    const broker = configNode<MqttBroker>(config.broker, find, "MQTT broker", false);
    const home = configNode<SyncHomeAssistantNode>(
      config.homeAssistant,
      find,
      "Home Assistant connection",
      false,
    );
    const release = home.node?.hold();
    const report = (error: unknown) => this.error(reportable(error), { topic: "sync-entities" });
    let line: StatusLine | undefined;
    let entities: EntitiesNode | undefined;
    let failure: unknown;
    try {
      for (const { check } of [database, broker, home]) check();
      entities = createEntities(config, {
        id: this.id,
        memory: database.get().memory,
        ...(broker.node && { broker: broker.node }),
        ...(home.node && { homeAssistant: home.node.homeAssistant }),
        former: {
          broker: (id) => (find(id) as MqttBroker | null) ?? undefined,
          homeAssistant: (id) => (find(id) as SyncHomeAssistantNode | null)?.homeAssistant,
        },
        label,
        send: (messages) => this.send(messages),
        onError: report,
        onStatus: () => line?.set(status()),
      });
    } catch (error) {
      failure = error;
    }

    function status(): Status {
      if (database.missing) return broken("no database");
      if (broker.missing) return broken("no MQTT broker");
      return entities?.status() ?? errorStatus(reportable(failure).code);
    }

    // At once, not when the last message is done: a broker's node that is closed with us takes no more messages then.
    this.on("close", (removed: boolean, done: () => void) => {
      const closed = entities?.close(removed) ?? Promise.resolve();
      void closed.catch(report).finally(() => {
        release?.();
        done();
      });
    });
    line = onInput(
      this,
      () => {
        if (!entities) throw failure;
        entities.refresh();
      },
      { limit: RED.settings.nodeMessageBufferMaxLength ?? 0, idle: status },
    );
  }

  RED.nodes.registerType<Node, SyncEntitiesConfig, object, object>("sync-entities", SyncEntities);
}
