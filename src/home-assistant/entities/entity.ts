import type { EntityEventType } from "./entity-form.ts";
import type { EntitySpec, StateKey } from "./entity-set.ts";

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

/** Something that happened; its data fits into Home Assistant's limits. */
export interface EntityEvent {
  runId: string;
  /** The same for all who tell of it. */
  id: string;
  type: EntityEventType;
  data: EntityAttributes;
}

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
