import type { AvailabilityTopic } from "./discovery.ts";
import type { MqttBroker } from "./mqtt-broker.ts";

/**
 * What the user's own birth and will of a broker's node say about Node-RED: they can stand in for a will of ours when
 * they share a topic. The birth must be retained, otherwise Home Assistant knows nothing of it after its next start and
 * shows everything as unavailable.
 */
export function brokerAvailability({ options, birthMessage: birth }: MqttBroker): AvailabilityTopic[] {
  const { will } = options;
  if (!will?.topic || !birth?.retain || birth.topic !== will.topic) return [];
  const [available, gone] = [textOf(birth.payload), textOf(will.payload)];
  if (!available || !gone || available === gone) return [];
  return [{ topic: will.topic, payload_available: available, payload_not_available: gone }];
}

const textOf = (payload: unknown): string =>
  payload instanceof Uint8Array ? Buffer.from(payload).toString("utf8") : String(payload ?? "");
