import type { Node, NodeAPI, NodeDef } from "node-red";
import type { MqttBroker } from "../../src/home-assistant/transports/mqtt/mqtt-broker.ts";
import { configNode } from "../../src/node-red/config-node.ts";
import { createEntities, type EntitiesNode } from "../../src/node-red/controllers/entities-node.ts";
import type { Status } from "../../src/node-red/node-port.ts";
import { onInput } from "../../src/node-red/on-input.ts";
import { errorStatus, reportable } from "../../src/node-red/report-error.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import { type EntitiesConfig, SYNC_ENTITIES } from "../../src/node-red/settings/fields/sync-entities.ts";
import { broken, type StatusLine } from "../../src/node-red/statuses/status.ts";
import { whenClosed } from "../../src/node-red/when-closed.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";
import type { SyncHomeAssistantNode } from "./sync-home-assistant.ts";

export interface SyncEntitiesConfig extends NodeDef, EntitiesConfig {}

export default function runtime(RED: NodeAPI) {
  const find = (id: string): unknown => RED.nodes.getNode(id);

  function label(key: string): string | undefined {
    const name = `sync-entities.entity.${key}`;
    const text = RED._(name);
    return text === name ? undefined : text;
  }

  function construct(this: Node, stored: SyncEntitiesConfig): void {
    RED.nodes.createNode(this, stored);
    const config = migrate(SYNC_ENTITIES, stored);
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
      whenClosed(entities?.close(removed), report, () => {
        release?.();
        done();
      });
    });
    line = onInput(
      this,
      async () => {
        if (!entities) throw failure;
        await entities.refresh();
      },
      { limit: RED.settings.nodeMessageBufferMaxLength ?? 0, idle: status },
    );
  }

  return { construct };
}
