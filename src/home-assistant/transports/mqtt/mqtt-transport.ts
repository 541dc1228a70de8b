import type { EntityDevice, EntityEvent, EntityStates } from "../../entities/entity.ts";
import { COMMAND_KEYS, type CommandKey } from "../../entities/entity-command.ts";
import { fitAttributes } from "../../entities/fit.ts";
import { readCommand } from "../read-command.ts";
import type { EntityTransport, TransportListeners } from "../transport.ts";
import { notRemoved } from "../transport-error.ts";
import { type AvailabilityTopic, discoveryOf, type GoneComponents, goneComponents } from "./discovery.ts";
import type { OpenLink } from "./mqtt-link.ts";
import { statePayload } from "./state-payload.ts";
import { BIRTH_TOPIC, deviceTopics } from "./topics.ts";

export interface MqttTransportOptions {
  device: EntityDevice;
  /** Further topics that tell whether Node-RED is there. */
  availability?: readonly AvailabilityTopic[];
  open: OpenLink;
  listeners: TransportListeners;
  /** Milliseconds after a discovery before an event is sent: Home Assistant subscribes only then. @default 1500 */
  settleMs?: number;
}

/** Events that wait for a connection; of more the newest count. */
const WAITING_EVENTS = 50;

/**
 * Shows a device by MQTT discovery. Everything is published again after every reconnect, which covers brokers that
 * forget their retained messages, and whenever Home Assistant says `online`.
 */
export function createMqttTransport(options: MqttTransportOptions): EntityTransport {
  const { device, availability, listeners, settleMs = 1500 } = options;
  const topics = deviceTopics(device.id);
  let gone: GoneComponents = {};
  let states: EntityStates | undefined;
  /** The last states that were sent since the connection is there. */
  let shown: string | undefined;
  const events: EntityEvent[] = [];
  let settled: NodeJS.Timeout | undefined;
  let closed = false;

  const link = options.open({
    onConnection(connected) {
      if (connected) announce();
      else shown = undefined;
      listeners.onState({ label: "MQTT", connected });
    },
    onProblem: (error) => listeners.onError(error),
  });

  const send = (topic: string, payload: string, retain = true): void =>
    void link.publish(topic, payload, retain);

  function announce(): void {
    if (!link.connected || closed) return;
    send(topics.config, JSON.stringify(discoveryOf(device, availability, gone)));
    send(topics.availability, "online");
    shown = undefined;
    show();
    clearTimeout(settled);
    settled = setTimeout(() => {
      settled = undefined;
      tell();
    }, settleMs);
    settled.unref();
  }

  function show(): void {
    if (!states || !link.connected) return;
    const payload = statePayload(device.entities, states);
    if (payload === shown) return;
    shown = payload;
    send(topics.state, payload);
  }

  function tell(): void {
    if (settled || !link.connected || closed) return;
    // there they become attributes of a state, of which less is kept than of an event
    for (const { type, data } of events.splice(0))
      send(topics.event, JSON.stringify({ event_type: type, ...fitAttributes(data) }), false);
  }

  function obey(key: CommandKey, payload: string, retained: boolean): void {
    // one that somebody retained would press the button again with every reconnect
    if (retained) return;
    try {
      listeners.onCommand(readCommand(key, payload));
    } catch (error) {
      listeners.onError(error as Error);
    }
  }

  for (const key of COMMAND_KEYS)
    link.subscribe(topics.command(key), (payload, retained) => obey(key, payload, retained));
  link.subscribe(BIRTH_TOPIC, (payload) => {
    if (payload === "online") announce();
  });
  link.subscribe(topics.availability, (payload, retained) => {
    // the will of a connection that was thought dead, or another process that ends: we are here
    if (payload === "offline" && !retained && !closed) send(topics.availability, "online");
  });
  link.subscribe(topics.config, (payload, retained) => {
    if (!retained || closed) return;
    const found = goneComponents(payload, device.entities);
    if (Object.keys(found).length === 0) return;
    gone = found;
    announce();
  });

  async function end(removed: boolean, last: () => Promise<boolean>[]): Promise<void> {
    closed = true;
    clearTimeout(settled);
    // sent before anything is waited for: the broker's node may be closing already
    const sent = last();
    const arrived = (await Promise.all(sent)).every(Boolean);
    await link.close(removed);
    if (!arrived && removed) listeners.onError(notRemoved(device.name));
  }

  return {
    announce,
    publish(next) {
      states = next;
      show();
    },
    event(event) {
      events.push(event);
      events.splice(0, events.length - WAITING_EVENTS);
      tell();
    },
    close: () => end(false, () => [link.publish(topics.availability, "offline", true)]),
    withdraw: () =>
      end(true, () =>
        [topics.config, topics.availability, topics.state].map((topic) => link.publish(topic, "", true)),
      ),
  };
}
