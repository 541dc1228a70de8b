/** The kinds of entities of Home Assistant that a profile has. */
export type EntityPlatform = "sensor" | "binary_sensor" | "button" | "switch" | "number" | "event";

/** Entities whose state ListSync tells. */
export type StateKey =
  | "status"
  | "last_sync"
  | "list_items"
  | "requested"
  | "requested_total"
  | "available"
  | "failed"
  | "last_request"
  | "duration"
  | "problem"
  | "auto"
  | "limit";

export type EntityKey = StateKey | "sync" | "event";

/** One entity, in Home Assistant's own words where they are the same on every way to it. */
export interface EntitySpec {
  /** Never changes: the unique id is made of it. */
  key: EntityKey;
  platform: EntityPlatform;
  /** English name. The entity id is made of it in every language. */
  name: string;
  icon?: string;
  deviceClass?: string;
  stateClass?: "measurement" | "total_increasing";
  unit?: string;
  /** Of an enum. */
  options?: readonly string[];
  /** Digits after the point. */
  precision?: number;
  category?: "config" | "diagnostic";
  /** Hidden until somebody enables it. */
  disabled?: true;
  /** Has attributes besides its state. */
  attributes?: true;
  /** Of a number. */
  range?: { min: number; max: number; step: number };
  eventTypes?: readonly EntityEventType[];
}

/** An entity with its name in the language of Node-RED. */
export interface NamedEntity extends EntitySpec {
  label: string;
}

export type EntityAttributes = Record<string, string | number | boolean | null>;

/** What an entity shows; `null` is unknown. */
export interface EntityState {
  state: string | number | boolean | null;
  attributes?: EntityAttributes;
}

/** What all entities of a profile show. */
export type EntityStates = Record<StateKey, EntityState>;

export type EntityEventType = "finished" | "failed" | "requested";

/** Something that happened; its data fits into Home Assistant's limits. */
export interface EntityEvent {
  /** The same for all who tell of it. */
  id: string;
  type: EntityEventType;
  data: EntityAttributes;
}

/** A press or a change that came from Home Assistant. */
export type EntityCommand =
  | { key: "sync" }
  | { key: "auto"; on: boolean }
  /** New requests in one run, 0 for no limit. */
  | { key: "limit"; limit: number };

/** One profile as a device of Home Assistant. */
export interface EntityDevice {
  /** Stays the same for as long as the node exists: `listsync_1a2b3c`; letters, digits, `_` and `-`. */
  id: string;
  /** As people see it: `ListSync`. */
  name: string;
  /** Beginning of its entity ids: `listsync`. */
  slug: string;
  /** Of this package. */
  version: string;
  entities: readonly NamedEntity[];
}
