import { openBrokerLink } from "./broker-link.ts";
import type { MqttBroker } from "./mqtt-broker.ts";
import { deviceTopics } from "./topics.ts";

/** Milliseconds for a broker's node to connect. */
const CONNECT_MS = 5000;

/** Milliseconds until Home Assistant has taken the entities out of its registry, so that their ids are free. */
const SETTLE_MS = 500;

/**
 * Takes a device away that was shown through a broker's node.
 *
 * @returns whether the broker knows
 */
export function withdrawMqtt(broker: MqttBroker, deviceId: string, connectMs = CONNECT_MS): Promise<boolean> {
  const { config, availability, state } = deviceTopics(deviceId);
  return new Promise((resolve) => {
    const link = openBrokerLink(broker, `${deviceId}:old`, {
      onConnection: (connected) => {
        if (connected) void finish();
      },
    });
    const timer = setTimeout(() => void finish(), connectMs);

    async function finish(): Promise<void> {
      clearTimeout(timer);
      const sent = await Promise.all(
        [config, availability, state].map((topic) => link.publish(topic, "", true)),
      );
      await link.close(true);
      setTimeout(() => resolve(sent.every(Boolean)), SETTLE_MS);
    }
  });
}
