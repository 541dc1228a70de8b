import { isNews } from "../../home-assistant/connection/is-news.ts";
import { watchOutage } from "../../home-assistant/connection/watch-outage.ts";
import type { EntityDevice, EntityStates } from "../../home-assistant/entities/entity.ts";
import type { EntityCommand } from "../../home-assistant/entities/entity-command.ts";
import { deviceId, deviceName, entityId, slugOf } from "../../home-assistant/entities/entity-ids.ts";
import { ENTITY_SET } from "../../home-assistant/entities/entity-set.ts";
import { createEventBus } from "../../home-assistant/entities/event-bus.ts";
import { followProfile } from "../../home-assistant/entities/follow-profile.ts";
import { rememberWay } from "../../home-assistant/entities/remember-way.ts";
import type { HomeAssistant } from "../../home-assistant/home-assistant.ts";
import type { MqttBroker } from "../../home-assistant/transports/mqtt/mqtt-broker.ts";
import { openAfter } from "../../home-assistant/transports/open-after.ts";
import { checkWay, openTransport, possibleWays } from "../../home-assistant/transports/open-transport.ts";
import { formerEntityIds, plainEntities } from "../../home-assistant/transports/states/state-entities.ts";
import type { TransportLabel, TransportState } from "../../home-assistant/transports/transport.ts";
import { formerLeft } from "../../home-assistant/transports/transport-error.ts";
import type { FormerWays } from "../../home-assistant/transports/withdraw-shown.ts";
import { redact } from "../../http/redact.ts";
import { VERSION } from "../../http/user-agent.ts";
import type { Message } from "../../message.ts";
import type { Memory } from "../../runs/memory.ts";
import { TRIGGERS } from "../../runs/trigger.ts";
import type { ShownDevice } from "../../state/port/nodes.ts";
import type { ProfileSettings } from "../../state/port/profiles.ts";
import type { Status } from "../node-port.ts";
import { errorStatus, reportable } from "../report-error.ts";
import { readNode } from "../settings/fields/node-fields.ts";
import { type EntitiesConfig, SYNC_ENTITIES } from "../settings/fields/sync-entities.ts";
import * as statuses from "../statuses/messages.ts";
import { attention, broken, good, working } from "../statuses/status.ts";

export interface EntitiesPorts {
  /** Id of the node, which stays the same. */
  id: string;
  memory: Memory;
  broker?: MqttBroker;
  homeAssistant?: HomeAssistant;
  /** Other configuration nodes, by which the device may have been shown before. */
  former: FormerWays;
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
  refresh(): Promise<void>;
  close(removed: boolean): Promise<void>;
}

/**
 * Shows a profile as a device of Home Assistant and does what is pressed and switched there.
 *
 * @throws InputError `bad-config`, `no-config` when there is no way to Home Assistant
 */
export function createEntities(config: EntitiesConfig, ports: EntitiesPorts): EntitiesNode {
  const { memory, homeAssistant } = ports;
  const values = readNode(SYNC_ENTITIES, { config });
  const { profile } = values;
  const device = describeDevice(values.deviceName, profile, ports);
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

  async function set(
    patch: Partial<ProfileSettings>,
    topic: string,
    payload: boolean | number,
  ): Promise<void> {
    const release = memory.use();
    try {
      await (await memory.runs()).setSettings(profile, patch);
      ports.send([null, { topic, payload, profile }]);
    } catch (error) {
      ports.onError(reportable(error));
    } finally {
      release();
    }
  }

  function obey(command: EntityCommand): void {
    if (command.key === "sync")
      ports.send([{ topic: "sync", trigger: TRIGGERS.homeAssistant, profile }, null]);
    else if (command.key === "auto") void set({ automatic: command.on }, "automatic", command.on);
    else void set({ requestLimit: command.limit }, "limit", command.limit);
  }

  const wayOf = (way: TransportLabel): ShownDevice => ({
    way,
    ...(way === "MQTT"
      ? { via: values.broker, where: redact(ports.broker?.brokerurl ?? "") }
      : { via: values.homeAssistant, where: homeAssistant?.url ?? "" }),
    ...(way === "states" && { ids: plainEntities(device).map((entity) => entityId(device, entity)) }),
  });
  checkWay(values, ports);
  const possible = possibleWays(values, ports.broker !== undefined);
  const ways = rememberWay(device, {
    memory,
    ways: ports.former,
    legacy: possible.includes("states")
      ? [{ ...wayOf("states"), ids: formerEntityIds(device, profile) }]
      : [],
    onLeft: (left) => {
      for (const { where } of left) tell(formerLeft(device.name, where));
    },
  });
  const open = () =>
    openTransport(values, ports, {
      device,
      listeners: {
        onCommand: obey,
        onError: wayFailed,
        onState(next) {
          if (next.connected || transportState?.connected) problem = undefined;
          transportState = next;
          if (next.connected) ways.shows(wayOf(next.label));
          ports.onStatus();
        },
      },
    });
  // first what goes another way now: Home Assistant gives an entity id to one of both only
  const cleared = ways
    .former(possible.map(wayOf))
    .then((former) => ways.withdraw(former.filter(({ way }) => !possible.includes(way))));
  const transport = openAfter(cleared, open);
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
      failure = broken(statuses.databaseFailed());
      ports.onStatus();
      ports.onError(reportable(error));
    },
  });

  return {
    status: () => failure ?? statusOf(transportState, states, problem),
    async refresh() {
      await follower.refresh();
      transport.announce();
    },
    async close(removed) {
      follower.close();
      bus?.close();
      stopWatching?.();
      // at once: the broker's node may be closed with us
      const ended = removed ? transport.withdraw() : transport.close();
      if (removed) await ways.forget();
      await ended;
    },
  };
}

function describeDevice(given: string | undefined, profile: string, ports: EntitiesPorts): EntityDevice {
  const id = deviceId(ports.id);
  const name = given ?? deviceName(profile);
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
  if (!transport) return attention(statuses.connecting());
  const { label, connected } = transport;
  if (!connected) return attention(statuses.waitsForWay(label));
  const { done = 0, total } = states?.status.attributes ?? {};
  if (states?.status.state !== "syncing") return good(label);
  return working(statuses.syncing(label, done, total));
}
