import type { EntityDevice, EntityState, NamedEntity } from "../../entities/entity.ts";
import { slugOf } from "../../entities/entity-ids.ts";
import type { StateKey } from "../../entities/entity-set.ts";

/** An entity that is nothing but a state, as the REST API takes it. */
export interface PlainState {
  state: string;
  attributes: Record<string, unknown>;
}

/** Entities that can be shown without anybody behind them: what is pressed or switched would reach nobody. */
export const plainEntities = (device: EntityDevice): (NamedEntity & { key: StateKey })[] =>
  device.entities.filter(
    (entity): entity is NamedEntity & { key: StateKey } =>
      entity.platform === "sensor" || entity.platform === "binary_sensor",
  );

/** Ids as version 0.1 made them of the profile: `sensor.listsync_main_status`. */
export const formerEntityIds = (device: EntityDevice, profile: string): string[] =>
  plainEntities(device).map(
    ({ platform, key }) => `${platform}.listsync_${slugOf(profile, device.id)}_${key}`,
  );

export function plainState(
  device: EntityDevice,
  entity: NamedEntity,
  { state, attributes }: EntityState,
): PlainState {
  const { icon, deviceClass, stateClass, unit, options } = entity;
  return {
    state: state === null ? "unknown" : typeof state === "boolean" ? (state ? "on" : "off") : String(state),
    attributes: {
      ...attributes,
      friendly_name: `${device.name} ${entity.label}`,
      ...(icon && { icon }),
      ...(deviceClass && { device_class: deviceClass }),
      ...(stateClass && { state_class: stateClass }),
      ...(unit && { unit_of_measurement: unit }),
      ...(options && { options }),
    },
  };
}
