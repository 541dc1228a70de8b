import type { EntityDevice, EntityStates } from "../../../../../src/home-assistant/entities/entity.ts";
import type { EntityCommand } from "../../../../../src/home-assistant/entities/entity-command.ts";
import { ENTITY_SET } from "../../../../../src/home-assistant/entities/entity-set.ts";
import { createMqttTransport } from "../../../../../src/home-assistant/transports/mqtt/mqtt-transport.ts";
import { openOwnLink } from "../../../../../src/home-assistant/transports/mqtt/own-link.ts";
import type { EntityTransport } from "../../../../../src/home-assistant/transports/transport.ts";
import type { MqttBrokerServer } from "../../../../servers/mqtt-broker.ts";
import { availabilityIn, brokerPerTest, statesIn } from "../../../../support/mqtt.ts";
import { poll } from "../../../../support/node-red.ts";
import { noUnheardRejections } from "../../../../support/unheard-rejections.ts";

export const device = (id = "listsync_a1b2", name = "ListSync"): EntityDevice => ({
  id,
  name,
  slug: "listsync",
  version: "1.0.0",
  entities: ENTITY_SET.map((entity) => ({ ...entity, label: entity.name })),
});

export const states = (change: Partial<EntityStates> = {}): EntityStates => ({
  status: { state: "idle", attributes: {} },
  last_sync: { state: "2026-03-01T12:00:00.000Z", attributes: { trigger: "manual" } },
  next_sync: { state: "2026-03-02T02:00:00.000Z", attributes: { window: "off-peak" } },
  list_items: { state: 250 },
  requested: { state: 3 },
  requested_total: { state: 17 },
  available: { state: 230 },
  failed: { state: 0 },
  last_request: { state: 'The "Matrix" 🎬', attributes: { tmdb_id: 603, year: 1999 } },
  duration: { state: 42.5 },
  problem: { state: false, attributes: { error: null } },
  auto: { state: true },
  limit: { state: 0 },
  ...change,
});

/** Brokers and devices for the tests of one `describe`, which end with each test. */
export function mqttPerTest() {
  const startBroker = brokerPerTest();
  noUnheardRejections();
  const transports: EntityTransport[] = [];
  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.close()));
  });

  function open(
    broker: Pick<MqttBrokerServer, "url">,
    of = device(),
    options: Record<string, unknown> = {},
    outageMs = 20,
  ) {
    const commands: EntityCommand[] = [];
    const connections: boolean[] = [];
    const errors: (Error & { code?: string })[] = [];
    const will = { topic: `listsync/${of.id.slice(9)}/availability`, payload: "offline" };
    const port = { brokerurl: broker.url, options: { reconnectPeriod: 20, ...options } };
    const transport = createMqttTransport({
      device: of,
      open: (listeners) => openOwnLink(port, of.id, will, listeners, outageMs),
      settleMs: 30,
      listeners: {
        onCommand: (command) => commands.push(command),
        onState: ({ connected }) => connections.push(connected),
        onError: (error) => errors.push(error),
      },
    });
    transports.push(transport);
    return { transport, commands, connections, errors };
  }
  const online = (broker: MqttBrokerServer) =>
    poll(() => (availabilityIn(broker) === "online" && statesIn(broker) ? true : undefined), "a device");
  return { startBroker, open, online };
}
