import type { EntityState, EntityStates } from "../../entities/entity.ts";
import { type EntitySpec, hasState } from "../../entities/entity-set.ts";

/**
 * All states of a device as one JSON. No name in it may be one that Jinja takes for a method of the object: `items`,
 * `keys`, `values`, `get`, `pop`, `update`, `copy` (`{{ value_json.items }}` gives the method; tried 2026-11).
 */
export function statePayload(entities: readonly EntitySpec[], states: EntityStates): string {
  const payload: Record<string, unknown> = {};
  for (const { key, attributes } of entities) {
    if (!hasState(key)) continue;
    const { state, attributes: values = {} } = states[key];
    payload[key] = toWire(state);
    if (attributes) payload[`${key}_attributes`] = values;
  }
  return JSON.stringify(payload);
}

const toWire = (state: EntityState["state"]) => (typeof state === "boolean" ? (state ? "ON" : "OFF") : state);
