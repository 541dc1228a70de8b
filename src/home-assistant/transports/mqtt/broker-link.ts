import type { BrokerUser, MqttBroker } from "./mqtt-broker.ts";
import { delivered, type LinkListeners, type MqttLink } from "./mqtt-link.ts";

/**
 * Uses the connection of a broker's node.
 *
 * @param id - of the node that uses it, the same after every deployment
 */
export function openBrokerLink(
  broker: MqttBroker,
  id: string,
  { onConnection }: Pick<LinkListeners, "onConnection">,
): MqttLink {
  const ref = `${id}:ha`;
  const topics = new Set<string>();
  let was: boolean | undefined;
  let closed = false;

  function look(): void {
    const { connected } = broker;
    if (connected === was || closed) return;
    was = connected;
    // the broker's node tells of a connection before it has subscribed again; and not from within its own register()
    setImmediate(() => {
      if (!closed) onConnection(connected);
    });
  }

  // Not the node itself: the broker's node would write its own words over the node's status.
  const user: BrokerUser = { id: ref, status: look };
  broker.register(user);
  look();

  return {
    get connected() {
      return broker.connected && !closed;
    },
    async publish(topic, payload, retain) {
      if (!broker.connected) return false;
      return delivered((done) => broker.publish({ topic, payload, qos: 1, retain }, done));
    },
    subscribe(topic, listener) {
      topics.add(topic);
      const receive = (_topic: string, payload: Uint8Array, packet: { retain?: boolean }) => {
        if (!closed) listener(Buffer.from(payload).toString("utf8"), packet.retain === true);
      };
      broker.subscribe(topic, { qos: 1 }, receive, ref);
    },
    async close(removed) {
      closed = true;
      for (const topic of topics) broker.unsubscribe(topic, ref, removed);
      await delivered((done) => broker.deregister(user, done, removed));
    },
  };
}
