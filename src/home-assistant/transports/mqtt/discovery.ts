import type { EntityDevice, NamedEntity } from "../../entities/entity.ts";
import { isCommandKey } from "../../entities/entity-command.ts";
import { entityId } from "../../entities/entity-ids.ts";
import type { EntitySpec } from "../../entities/entity-set.ts";
import { type DeviceTopics, deviceTopics } from "./topics.ts";

/** Another topic that says whether Node-RED is there. */
export interface AvailabilityTopic {
  topic: string;
  payload_available?: string;
  payload_not_available?: string;
}

/** Entities that were announced before and are gone, by key, with their platform. */
export type GoneComponents = Readonly<Record<string, string>>;

/**
 * The discovery of a device with all its entities in one message, as Home Assistant knows it since the end of 2024.
 *
 * @param availability - further topics that must all say that it is there
 * @param gone - leaving an entity out does not remove it; naming it with its platform alone does (tried 2026-11)
 */
export function discoveryOf(
  device: EntityDevice,
  availability: readonly AvailabilityTopic[] = [],
  gone: GoneComponents = {},
): Record<string, unknown> {
  const topics = deviceTopics(device.id);
  const components = device.entities.map((entity) => [entity.key, componentOf(device, entity, topics)]);
  const removed = Object.entries(gone).map(([key, platform]) => [key, { platform }]);
  return {
    device: {
      identifiers: [device.id],
      name: device.name,
      manufacturer: "ListSync",
      model: "Watchlist sync",
      sw_version: device.version,
    },
    origin: { name: "ListSync for Node-RED", sw_version: device.version, support_url: SUPPORT_URL },
    availability: [{ topic: topics.availability }, ...availability],
    availability_mode: "all",
    qos: 1,
    components: Object.fromEntries([...components, ...removed]),
  };
}

const SUPPORT_URL = "https://github.com/list-sync/node-red-list-sync";

function componentOf(device: EntityDevice, entity: NamedEntity, topics: DeviceTopics) {
  const { key, platform, label, icon, range, eventTypes, options } = entity;
  // Without a name a binary sensor takes that of its device class, in the user's own language.
  const named = entity.deviceClass === "problem" ? {} : { name: label };
  return {
    platform,
    unique_id: `${device.id}_${key}`,
    ...named,
    default_entity_id: entityId(device, entity),
    ...(icon && { icon }),
    ...(entity.deviceClass && { device_class: entity.deviceClass }),
    ...(entity.stateClass && { state_class: entity.stateClass }),
    ...(entity.unit && { unit_of_measurement: entity.unit }),
    ...(options && { options }),
    ...(entity.precision !== undefined && { suggested_display_precision: entity.precision }),
    ...(entity.category && { entity_category: entity.category }),
    ...(entity.disabled && { enabled_by_default: false }),
    ...(range && { ...range, mode: "box" }),
    ...(eventTypes ? { state_topic: topics.event, event_types: eventTypes } : stateOf(entity, topics)),
    ...(isCommandKey(key) && { command_topic: topics.command(key) }),
    ...PAYLOADS[platform],
  };
}

const PAYLOADS: Readonly<Record<string, object>> = {
  button: { payload_press: "PRESS" },
  switch: { payload_on: "ON", payload_off: "OFF", state_on: "ON", state_off: "OFF" },
  binary_sensor: { payload_on: "ON", payload_off: "OFF" },
};

function stateOf({ key, platform, attributes }: EntitySpec, topics: DeviceTopics) {
  if (platform === "button") return {};
  return {
    state_topic: topics.state,
    value_template: `{{ value_json.${key} }}`,
    ...(attributes && {
      json_attributes_topic: topics.state,
      json_attributes_template: `{{ value_json.${key}_attributes | tojson }}`,
    }),
  };
}

/**
 * Entities of an earlier discovery that this one does not have.
 *
 * @param retained - the earlier discovery as the broker kept it, whoever wrote it
 */
export function goneComponents(retained: string, entities: readonly EntitySpec[]): GoneComponents {
  const components = readComponents(retained);
  const kept = new Set<string>(entities.map(({ key }) => key));
  const gone = Object.entries(components).flatMap(([key, component]) => {
    const { platform, p = platform, ...rest } = component;
    // one that has only its platform was removed by this very message
    const known = typeof p === "string" && Object.keys(rest).length > 0;
    return known && !kept.has(key) ? [[key, p] as const] : [];
  });
  return Object.fromEntries(gone);
}

function readComponents(retained: string): Record<string, { platform?: unknown; p?: unknown }> {
  try {
    const { components, cmps = components } = JSON.parse(retained);
    return typeof cmps === "object" && cmps !== null ? cmps : {};
  } catch {
    return {};
  }
}
