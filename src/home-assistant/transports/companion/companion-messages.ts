import type { EntityDevice, EntityState, NamedEntity } from "../../entities/entity.ts";
import type { HaCommand } from "../../home-assistant.ts";

/**
 * The messages of the companion integration hass-node-red (custom_components/nodered, 4.2.3, tried 2026-11). Keys that
 * it does not know are errors.
 */
const address = (device: EntityDevice, { key }: NamedEntity) => ({
  server_id: device.id,
  node_id: `${device.id}_${key}`,
});

/** What it calls its entities in Home Assistant's registry. */
export const companionUniqueId = (device: EntityDevice, { key }: NamedEntity): string =>
  `nodered-${device.id}-${device.id}_${key}`;

/** Makes an entity known; for a button, a switch and a number it is the subscription to what is done with it. */
export function discoveryMessage(
  device: EntityDevice,
  entity: NamedEntity,
  { state, attributes }: EntityState,
): HaCommand {
  const { platform, icon, range, unit, deviceClass, stateClass, category } = entity;
  return {
    type: "nodered/discovery",
    component: platform,
    ...address(device, entity),
    config: {
      // it puts no device's name before the entity's
      name: `${device.name} ${entity.label}`,
      ...(icon && { icon }),
      // it hands no options on, without which an enum says nothing
      ...(deviceClass && deviceClass !== "enum" && { device_class: deviceClass }),
      ...(stateClass && { state_class: stateClass }),
      ...(unit && { unit_of_measurement: unit }),
      ...(category && { entity_category: category }),
      ...(range && { min_value: range.min, max_value: range.max, step_value: range.step, mode: "box" }),
    },
    // null is not allowed; without a state it is unknown
    ...(state !== null && platform !== "button" && { state }),
    ...(attributes && { attributes }),
    device_info: {
      id: device.id,
      name: device.name,
      manufacturer: "ListSync",
      model: "Watchlist sync",
      sw_version: device.version,
      hw_version: "",
    },
  };
}

/** A new state; undefined when it cannot be told, because nothing is known. The attributes replace the former ones. */
export function stateMessage(
  device: EntityDevice,
  entity: NamedEntity,
  { state, attributes = {} }: EntityState,
): HaCommand | undefined {
  if (state === null) return undefined;
  return { type: "nodered/entity", ...address(device, entity), state, attributes };
}

/** What a subscription sends: a press, a switched switch, a changed number. */
export interface CompanionEvent {
  type?: string;
  /** Of a switch. */
  state?: unknown;
  /** Of a number. */
  value?: unknown;
}
