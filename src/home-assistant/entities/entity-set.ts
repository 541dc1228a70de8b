import type { EntityForm } from "./entity-form.ts";

/**
 * The entities of a profile. A key, a platform or a unit that has been released is not changed: Home Assistant would
 * show another entity and lose the statistics.
 *
 * Accepted by Home Assistant 2026.2 without a warning (tried 2026-11).
 */
const SET = [
  {
    key: "status",
    platform: "sensor",
    name: "Status",
    icon: "mdi:playlist-check",
    deviceClass: "enum",
    options: ["idle", "syncing", "error"],
    attributes: true,
  },
  { key: "last_sync", platform: "sensor", name: "Last sync", deviceClass: "timestamp", attributes: true },
  {
    key: "next_sync",
    platform: "sensor",
    name: "Next sync",
    icon: "mdi:calendar-clock",
    deviceClass: "timestamp",
    attributes: true,
  },
  {
    key: "list_items",
    platform: "sensor",
    name: "List items",
    icon: "mdi:format-list-bulleted",
    stateClass: "measurement",
    unit: "items",
  },
  {
    key: "requested",
    platform: "sensor",
    name: "Requested last sync",
    icon: "mdi:movie-plus",
    stateClass: "measurement",
    unit: "requests",
  },
  {
    key: "requested_total",
    platform: "sensor",
    name: "Total requests",
    icon: "mdi:forum",
    stateClass: "total_increasing",
    unit: "requests",
  },
  {
    key: "available",
    platform: "sensor",
    name: "Available items",
    icon: "mdi:movie-check",
    stateClass: "measurement",
    unit: "items",
  },
  {
    key: "failed",
    platform: "sensor",
    name: "Failed items",
    icon: "mdi:movie-open-off",
    stateClass: "measurement",
    unit: "items",
  },
  { key: "last_request", platform: "sensor", name: "Last request", icon: "mdi:movie-open", attributes: true },
  {
    key: "duration",
    platform: "sensor",
    name: "Sync duration",
    deviceClass: "duration",
    stateClass: "measurement",
    unit: "s",
    precision: 1,
    category: "diagnostic",
    disabled: true,
  },
  {
    key: "problem",
    platform: "binary_sensor",
    name: "Problem",
    deviceClass: "problem",
    category: "diagnostic",
    attributes: true,
  },
  { key: "sync", platform: "button", name: "Sync now", icon: "mdi:sync" },
  { key: "auto", platform: "switch", name: "Automatic sync", icon: "mdi:sync-circle", category: "config" },
  {
    key: "limit",
    platform: "number",
    name: "Request limit",
    icon: "mdi:car-speed-limiter",
    unit: "requests",
    category: "config",
    range: { min: 0, max: 500, step: 1 },
  },
  {
    key: "event",
    platform: "event",
    name: "Sync event",
    icon: "mdi:bell-ring-outline",
    eventTypes: ["finished", "failed", "requested", "available"],
  },
] as const satisfies readonly EntityForm[];

type Entity = (typeof SET)[number];

/** The button and the event are nothing but something that happens. */
const STATELESS = ["button", "event"] as const;

export type EntityKey = Entity["key"];

/** Entities whose state ListSync tells. */
export type StateKey = Exclude<Entity, { platform: (typeof STATELESS)[number] }>["key"];

/** One entity of the set. */
export interface EntitySpec extends EntityForm {
  key: EntityKey;
}

/** All that are shown, in this order. */
export const ENTITY_SET: readonly EntitySpec[] = SET;

const stateless: ReadonlySet<string> = new Set(
  SET.filter(({ platform }) => STATELESS.some((each) => each === platform)).map(({ key }) => key),
);

export const hasState = (key: EntityKey): key is StateKey => !stateless.has(key);
