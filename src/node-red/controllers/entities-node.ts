import type { EntityCommand, EntityDevice, EntityStates } from "../../home-assistant/entities/entity.ts";
import { deviceId, deviceName, slugOf } from "../../home-assistant/entities/entity-ids.ts";
import { ENTITY_SET } from "../../home-assistant/entities/entity-set.ts";
import { createEventBus } from "../../home-assistant/entities/event-bus.ts";
import { followProfile } from "../../home-assistant/entities/follow-profile.ts";
import type { HomeAssistant } from "../../home-assistant/home-assistant.ts";
import { isNews } from "../../home-assistant/is-news.ts";
import type { MqttBroker } from "../../home-assistant/transports/mqtt/mqtt-broker.ts";
import { openTransport, type TransportChoice } from "../../home-assistant/transports/open-transport.ts";
import type { TransportState } from "../../home-assistant/transports/transport.ts";
import { watchOutage } from "../../home-assistant/watch-outage.ts";
import { VERSION } from "../../http/user-agent.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Message, Status } from "../node-port.ts";
import { errorStatus, reportable } from "../report-error.ts";
import { attention, broken, good, working } from "../statuses/status.ts";

/** What `sync-entities` stores. */
export interface EntitiesConfig {
  profile?: string;
  /** Name of the device; empty for one made of the profile. */
  deviceName?: string;
  transport?: string;
  /** A connection of our own with a last will, instead of the broker's node's. */
  lastWill?: boolean;
}

export interface EntitiesPorts {
  /** Id of the node, which stays the same. */
  id: string;
  memory: Memory;
  broker?: MqttBroker;
  homeAssistant?: HomeAssistant;
  /** Name of an entity in the user's language; undefined where the catalogue has none. */
  label(key: string): string | undefined;
  /** Sends a command of Home Assistant by the first output, or a changed setting by the second. */
  send(messages: [Message | null, Message | null]): void;
  onError(error: Error): void;
  /** Called whenever {@link EntitiesNode.status} changes. */
  onStatus(): void;
}

/** The work of a `sync-entities` node. */
export interface EntitiesNode {
  status(): Status;
  /** Reads and publishes everything anew. @throws StateError */
  refresh(): void;
  close(removed: boolean): Promise<void>;
}

/**
 * Shows a profile as a device of Home Assistant and does what is pressed and switched there.
 *
 * @throws InputError `bad-config`, `no-config` when there is no way to Home Assistant
 */
export function createEntities(config: EntitiesConfig, ports: EntitiesPorts): EntitiesNode {
  const { memory, homeAssistant } = ports;
  const profile = config.profile?.trim() || "Main";
  const device = describeDevice(config, profile, ports);
  let transportState: TransportState | undefined;
  let states: EntityStates | undefined;
  /** Why nothing arrives, where that is known. */
  let problem: Error | undefined;

  function tell(error: Error): void {
    if (!homeAssistant || isNews(homeAssistant, error)) ports.onError(error);
  }

  function wayFailed(error: Error): void {
    problem = error;
    ports.onStatus();
    tell(error);
  }

  function obey(command: EntityCommand): void {
    if (command.key === "sync") {
      ports.send([{ topic: "sync", trigger: "home-assistant", profile }, null]);
      return;
    }
    const release = memory.use();
    try {
      if (command.key === "auto") {
        memory.runs().setSettings(profile, { automatic: command.on });
        ports.send([null, { topic: "automatic", payload: command.on, profile }]);
      } else {
        memory.runs().setSettings(profile, { requestLimit: command.limit });
        ports.send([null, { topic: "limit", payload: command.limit, profile }]);
      }
    } finally {
      release();
    }
  }

  const transport = openTransport(config as TransportChoice, ports, {
    device,
    slug: slugOf(profile, device.id),
    listeners: {
      onCommand: obey,
      onError: wayFailed,
      onState(next) {
        if (next.connected || transportState?.connected) problem = undefined;
        transportState = next;
        ports.onStatus();
      },
    },
  });
  // what Home Assistant refuses keeps nothing from a broker
  const busFailed = ports.broker ? tell : wayFailed;
  const bus = homeAssistant ? createEventBus(homeAssistant, busFailed) : undefined;
  const stopWatching = homeAssistant ? watchOutage(homeAssistant, busFailed) : undefined;
  let failure: Status | undefined;
  const follower = followProfile({
    memory,
    profile,
    onStates(next) {
      failure = undefined;
      states = next;
      transport.publish(next);
      ports.onStatus();
    },
    onEvent(event) {
      transport.event(event);
      bus?.fire(event);
    },
    onError(error) {
      failure = broken("database failed");
      ports.onStatus();
      ports.onError(reportable(error));
    },
  });

  return {
    status: () => failure ?? statusOf(transportState, states, problem),
    refresh() {
      follower.refresh();
      transport.announce();
    },
    async close(removed) {
      follower.close();
      bus?.close();
      stopWatching?.();
      await (removed ? transport.withdraw() : transport.close());
    },
  };
}

function describeDevice(config: EntitiesConfig, profile: string, ports: EntitiesPorts): EntityDevice {
  const id = deviceId(ports.id);
  const name = config.deviceName?.trim() || deviceName(profile);
  return {
    id,
    name,
    slug: slugOf(name, id),
    version: VERSION,
    entities: ENTITY_SET.map((entity) => ({ ...entity, label: ports.label(entity.key) ?? entity.name })),
  };
}

/** Which way it takes, whether that works, and how far a run is. */
function statusOf(
  transport: TransportState | undefined,
  states: EntityStates | undefined,
  problem: Error | undefined,
): Status {
  if (!transport?.connected && problem) return errorStatus(reportable(problem).code);
  if (!transport) return attention("connecting");
  const { label, connected } = transport;
  if (!connected) return attention(`${label}: waiting`);
  const { done = 0, total } = states?.status.attributes ?? {};
  if (states?.status.state !== "syncing") return good(label);
  return working(total ? `${label} · ${done}/${total}` : `${label} · syncing`);
}
