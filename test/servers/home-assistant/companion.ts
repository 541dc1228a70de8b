import type { Handler } from "./command.ts";
import { CommandError } from "./command-error.ts";
import type { World } from "./world.ts";

/** An entity that was announced through the companion. */
export interface CompanionEntity {
  entityId: string;
  component: string;
  serverId: string;
  nodeId: string;
  config: Record<string, unknown>;
  deviceId: string | undefined;
  /** As it was told. */
  state: unknown;
  /** Besides those that the configuration makes. */
  attributes: unknown;
  /** Announced since Home Assistant started; others are only remembered. */
  live: boolean;
  /** Sends what happened to whoever announced it last; undefined when that connection is gone. */
  send: ((event: object) => void) | undefined;
}

/** The integration "Node-RED Companion" 4.2.3, as its sources and a real one answer (2026-11). */
export interface Companion {
  readonly version: string;
  readonly entities: Map<string, CompanionEntity>;
  readonly devices: Map<string, Record<string, unknown>>;
  /** Forgets who announced what, as a restart of Home Assistant does; the entities stay, as `unavailable`. */
  forget(world: World): void;
}

const COMPONENTS = ["binary_sensor", "button", "number", "select", "sensor", "switch", "text", "time"];
/** Those that a person can do something with. */
const BIDIRECTIONAL = new Set(["button", "number", "select", "switch", "text", "time"]);

export function createCompanion(version: string): Companion {
  const entities = new Map<string, CompanionEntity>();
  return {
    version,
    entities,
    devices: new Map(),
    forget(world) {
      for (const entity of entities.values()) {
        entity.send = undefined;
        entity.live = false;
        world.states.set(entity.entityId, "unavailable", { ...attributesOf(entity, {}), restored: true });
      }
    },
  };
}

const attributesOf = ({ config }: CompanionEntity, extra: unknown): Record<string, unknown> => ({
  ...Object(extra),
  ...(config.unit_of_measurement !== undefined && { unit_of_measurement: config.unit_of_measurement }),
  ...(config.device_class !== undefined && { device_class: config.device_class }),
  ...(config.icon !== undefined && { icon: config.icon }),
  friendly_name: config.name ?? "nodered",
});

function stateText({ component }: CompanionEntity, state: unknown): string {
  if (component === "button") return "unknown";
  if (component === "switch" || component === "binary_sensor")
    return state === true || state === "on" ? "on" : "off";
  return state === undefined || state === null ? "unknown" : String(state);
}

const companionOf = (world: World): Companion => {
  if (!world.companion) throw new CommandError("unknown_command", "Unknown command.");
  return world.companion;
};

/**
 * Announces an entity, or announces it anew. A new announcement of one that is there changes its configuration and its
 * device, but neither state nor attributes: those it takes from `nodered/entity` alone (entity.py and sensor.py of
 * 4.2.3, `handle_discovery_update`, read 2026-11).
 */
export const discovery: Handler = ({ world, client, message }) => {
  const companion = companionOf(world);
  const component = String(message.component);
  // an unknown component is a warning in the log and nothing else
  if (!COMPONENTS.includes(component)) return {};
  const uniqueId = `nodered-${message.server_id}-${message.node_id}`;
  const known = companion.entities.get(uniqueId);
  // "remove" only ends the tracking, the entity stays
  if (message.remove !== undefined) return {};
  const config = Object(message.config) as Record<string, unknown>;
  const device = message.device_info as Record<string, unknown> | undefined;
  const entity: CompanionEntity = {
    entityId:
      known?.entityId ?? freeId(world, component, String(config.name ?? `nodered ${message.node_id}`)),
    component,
    serverId: String(message.server_id),
    nodeId: String(message.node_id),
    config,
    deviceId: device === undefined ? undefined : String(device.id),
    state: known?.live ? known.state : message.state,
    attributes: known?.live ? known.attributes : message.attributes,
    live: true,
    send: BIDIRECTIONAL.has(component)
      ? (event) => client.send({ id: message.id, type: "event", event })
      : undefined,
  };
  companion.entities.set(uniqueId, entity);
  world.registry.set(entity.entityId, {
    platform: "nodered",
    unique_id: uniqueId,
    name: String(config.name ?? ""),
  });
  if (device) companion.devices.set(String(device.id), device);
  show(world, entity);
  // the first announcement does not notice when its connection ends: the entity stays as it is
  if (known?.live && entity.send)
    client.keep(message.id, () => {
      entity.send = undefined;
      world.states.set(entity.entityId, "unavailable", attributesOf(entity, {}));
    });
  return {};
};

function show(world: World, entity: CompanionEntity): void {
  world.states.set(entity.entityId, stateText(entity, entity.state), attributesOf(entity, entity.attributes));
}

function freeId(world: World, component: string, name: string): string {
  const slug =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "") || "unnamed";
  for (let number = 1; ; number++) {
    const id = `${component}.${slug}${number === 1 ? "" : `_${number}`}`;
    if (!world.states.all.has(id)) return id;
  }
}

/** Writes a state. An id that nobody announced is answered with success, and nothing happens. */
export const entityUpdate: Handler = ({ world, message }) => {
  const entity = companionOf(world).entities.get(`nodered-${message.server_id}-${message.node_id}`);
  if (entity?.live) {
    Object.assign(entity, { state: message.state, attributes: message.attributes });
    show(world, entity);
  }
  return {};
};

/** Changes name, icon, picture or options of an announced entity. */
export const updateConfig: Handler = ({ world, message }) => {
  const entity = companionOf(world).entities.get(`nodered-${message.server_id}-${message.node_id}`);
  if (!entity) return {};
  const before = world.states.all.get(entity.entityId);
  entity.config = { ...entity.config, ...Object(message.config) };
  world.states.set(entity.entityId, before?.state ?? "unknown", {
    ...before?.attributes,
    ...attributesOf(entity, {}),
  });
  return {};
};

/** Removes a device with its entities. */
export const removeDevice: Handler = ({ world, message }) => {
  const companion = companionOf(world);
  companion.devices.delete(String(message.node_id));
  for (const [uniqueId, entity] of companion.entities) {
    if (entity.deviceId !== message.node_id) continue;
    companion.entities.delete(uniqueId);
    world.registry.delete(entity.entityId);
    world.states.remove(entity.entityId);
  }
  return {};
};

export const companionVersion: Handler = ({ world }) => ({ result: companionOf(world).version });
