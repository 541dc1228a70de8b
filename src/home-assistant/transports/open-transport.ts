import { InputError } from "../../errors.ts";
import { booleanValue, wordValue } from "../../strict-values.ts";
import type { EntityDevice } from "../entities/entity.ts";
import type { HomeAssistant } from "../home-assistant.ts";
import { createAutoTransport } from "./auto-transport.ts";
import { createCompanionTransport } from "./companion/companion-transport.ts";
import { brokerAvailability } from "./mqtt/broker-availability.ts";
import { openBrokerLink } from "./mqtt/broker-link.ts";
import type { MqttBroker } from "./mqtt/mqtt-broker.ts";
import { createMqttTransport } from "./mqtt/mqtt-transport.ts";
import { openOwnLink } from "./mqtt/own-link.ts";
import { deviceTopics } from "./mqtt/topics.ts";
import { createStatesTransport } from "./states/states-transport.ts";
import type { EntityTransport, TransportLabel, TransportListeners } from "./transport.ts";

/** How a node is to reach Home Assistant. */
export interface TransportChoice {
  /** `auto` (the best there is), `mqtt`, `companion` or `states`. @default "auto" */
  transport?: string;
  /** MQTT only: a connection of our own with a last will. */
  lastWill?: boolean;
}

/** What there is to reach it with. */
export interface TransportPorts {
  broker?: MqttBroker;
  homeAssistant?: HomeAssistant;
}

export interface OpenTransportOptions {
  device: EntityDevice;
  listeners: TransportListeners;
}

/**
 * Opens the way to Home Assistant that a node was set up with.
 *
 * @throws InputError `no-config` when what it needs was not chosen
 */
export function openTransport(
  choice: TransportChoice,
  { broker, homeAssistant }: TransportPorts,
  options: OpenTransportOptions,
): EntityTransport {
  const transport = wayOf(choice);
  const { device, listeners } = options;
  if (possibleWays(choice, broker !== undefined).includes("MQTT")) {
    if (!broker) throw needs("an MQTT broker");
    const lastWill = booleanValue(choice.lastWill, "Unavailable when Node-RED dies");
    return lastWill ? ownMqtt(broker, device, listeners) : sharedMqtt(broker, device, listeners);
  }
  if (!homeAssistant)
    throw needs(transport === "auto" ? "an MQTT broker or Home Assistant" : "Home Assistant");
  if (transport === "companion") return createCompanionTransport({ device, homeAssistant, listeners });
  if (transport === "states") return createStatesTransport({ ...options, homeAssistant });
  return createAutoTransport({ ...options, homeAssistant });
}

/** The ways that a node which is set up so may take. */
export function possibleWays(choice: TransportChoice, hasBroker: boolean): TransportLabel[] {
  const transport = wayOf(choice);
  if (transport === "companion" || transport === "states") return [transport];
  return transport === "mqtt" || hasBroker ? ["MQTT"] : ["companion", "states"];
}

const wayOf = ({ transport }: TransportChoice) =>
  wordValue(transport, "“Show by”", ["auto", "mqtt", "companion", "states"]);

function sharedMqtt(broker: MqttBroker, device: EntityDevice, listeners: TransportListeners) {
  return createMqttTransport({
    device,
    listeners,
    availability: brokerAvailability(broker),
    open: (link) => openBrokerLink(broker, device.id, link),
  });
}

function ownMqtt(broker: MqttBroker, device: EntityDevice, listeners: TransportListeners) {
  const will = { topic: deviceTopics(device.id).availability, payload: "offline" };
  return createMqttTransport({
    device,
    listeners,
    open: (link) => openOwnLink(broker, device.id, will, link),
  });
}

const needs = (what: string) =>
  new InputError(
    "no-config",
    `This node has no way to Home Assistant: it needs ${what}. Choose it in the node's dialog and deploy.`,
  );
