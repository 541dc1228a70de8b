import { type MqttBrokerOptions, type MqttBrokerServer, startMqttBroker } from "../servers/mqtt-broker.ts";

/** Starts brokers for the tests of one `describe` and ends them after each test. */
export function brokerPerTest(): (options?: MqttBrokerOptions) => Promise<MqttBrokerServer> {
  const brokers: MqttBrokerServer[] = [];
  afterEach(async () => {
    for (const broker of brokers.splice(0)) await broker.close();
  });
  return async (options) => {
    const broker = await startMqttBroker(options);
    brokers.push(broker);
    return broker;
  };
}

/** The discovery of the only device that a broker keeps. */
export function discoveryIn(broker: MqttBrokerServer): { topic: string; config: Discovery } | undefined {
  const found = [...broker.retained].filter(([topic]) => topic.startsWith("homeassistant/device/"));
  if (found.length > 1) throw new Error(`There are ${found.length} devices.`);
  const [topic, text] = found[0] ?? [];
  return topic && text ? { topic, config: JSON.parse(text) } : undefined;
}

/** The states that a discovery points to, as the broker keeps them. */
export function statesIn(broker: MqttBrokerServer): Record<string, unknown> | undefined {
  const topic = discoveryIn(broker)?.config.components.status?.state_topic;
  const text = broker.retained.get(String(topic));
  return text ? JSON.parse(text) : undefined;
}

/** The retained availability of the only device. */
export function availabilityIn(broker: MqttBrokerServer): string | undefined {
  const topic = discoveryIn(broker)?.config.availability[0]?.topic;
  return topic && broker.retained.get(topic);
}

export interface Discovery {
  device: Record<string, unknown>;
  origin: Record<string, unknown>;
  availability: { topic: string; payload_available?: string; payload_not_available?: string }[];
  availability_mode: string;
  components: Record<string, Record<string, unknown>>;
}
