import type { Handler } from "./command.ts";
import { CommandError } from "./command-error.ts";
import type { World } from "./world.ts";

/** An entity that was announced through the companion. */
interface CompanionEntity {
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
  /** Unique ids that were announced since it was loaded, also of entities that were removed since. */
  readonly tracked: Set<string>;
  /** Forgets who announced what, as a restart of Home Assistant does; the entities stay, as `unavailable`. */
  forget(world: World): void;
}

const COMPONENTS = ["binary_sensor", "button", "number", "select", "sensor", "switch", "text", "time"];
/** Those that a person can do something with. */
const BIDIRECTIONAL = new Set(["button", "number", "select", "switch", "text", "time"]);

export function createCompanion(version: string): Companion {
  const entities = new Map<string, CompanionEntity>();
  const tracked = new Set<string>();
  return {
    version,
    entities,
    devices: new Map(),
    tracked,
    forget(world) {
      tracked.clear();
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
  // the entity stays
  if (message.remove !== undefined) return {};
  // only entities that are there hear of a new announcement; one that was removed from the registry is not made again
  // (discovery.py of 4.2.3, read 2026-11)
  if (companion.tracked.has(uniqueId) && !known) return {};
  companion.tracked.add(uniqueId);
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

/** Removes a device. Its entities stay, without one (websocket.py of 4.2.3). */
export const removeDevice: Handler = ({ world, message }) => {
  const companion = companionOf(world);
  companion.devices.delete(String(message.node_id));
  for (const entity of companion.entities.values())
    if (entity.deviceId === message.node_id) entity.deviceId = undefined;
  return {};
};

/** Takes away the entity that somebody removed from the registry. */
export function entityRemoved({ companion }: World, uniqueId: string): void {
  companion?.entities.delete(uniqueId);
}

/** The service homeassistant.reload_config_entry. */
export function reloadCompanion(world: World, entryId: unknown): void {
  if (!world.companion || entryId !== ENTRY_ID)
    throw new CommandError("service_validation_error", "There were no matching config entries to reload");
  world.companion.forget(world);
  world.bus.fire("nodered", { type: "loaded", version: world.companion.version });
}

const ENTRY_ID = "01JCOMPANION";

/** The configuration entries of a domain. */
export const configEntries: Handler = ({ world, message }) => ({
  result:
    world.companion && (message.domain ?? "nodered") === "nodered"
      ? [{ entry_id: ENTRY_ID, domain: "nodered", title: "Node-RED Companion", state: "loaded" }]
      : [],
});

export const companionVersion: Handler = ({ world }) => ({ result: companionOf(world).version });
