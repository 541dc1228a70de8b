import { InputError } from "../../errors.ts";
import type { EntityDevice } from "../entities/entity.ts";
import type { HomeAssistant } from "../home-assistant.ts";
import * as messages from "../messages.ts";
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
  /** `auto` is the best there is. */
  transport: "auto" | "mqtt" | "companion" | "states";
  /** MQTT only: a connection of our own with a last will. */
  lastWill: boolean;
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

/** @throws InputError `no-config` when what the node's way needs was not chosen */
export function checkWay(choice: TransportChoice, { broker, homeAssistant }: TransportPorts): void {
  const isMqtt = possibleWays(choice, broker !== undefined).includes("MQTT");
  if (isMqtt && !broker) throw needs("an MQTT broker");
  if (!isMqtt && !homeAssistant)
    throw needs(choice.transport === "auto" ? "an MQTT broker or Home Assistant" : "Home Assistant");
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
  const { transport, lastWill } = choice;
  const { device, listeners } = options;
  if (possibleWays(choice, broker !== undefined).includes("MQTT")) {
    if (!broker) throw needs("an MQTT broker");
    return lastWill ? ownMqtt(broker, device, listeners) : sharedMqtt(broker, device, listeners);
  }
  if (!homeAssistant)
    throw needs(transport === "auto" ? "an MQTT broker or Home Assistant" : "Home Assistant");
  if (transport === "companion") return createCompanionTransport({ device, homeAssistant, listeners });
  if (transport === "states") return createStatesTransport({ ...options, homeAssistant });
  return createAutoTransport({ ...options, homeAssistant });
}

/** The ways that a node which is set up so may take. */
export function possibleWays(
  { transport }: Pick<TransportChoice, "transport">,
  hasBroker: boolean,
): TransportLabel[] {
  if (transport === "companion" || transport === "states") return [transport];
  return transport === "mqtt" || hasBroker ? ["MQTT"] : ["companion", "states"];
}

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

const needs = (what: string) => new InputError("no-config", messages.noConnection(what));
