/** The kinds of entities of Home Assistant that a profile has. */
type EntityPlatform = "sensor" | "binary_sensor" | "button" | "switch" | "number" | "event";

export type EntityEventType = "finished" | "failed" | "requested" | "available";

/** One entity, in Home Assistant's own words where they are the same on every way to it. */
export interface EntityForm {
  /** Never changes: the unique id is made of it. */
  key: string;
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
