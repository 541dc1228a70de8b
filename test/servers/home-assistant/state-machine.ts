import type { Bus } from "./bus.ts";

/** A state as REST and websocket show it. */
export interface EntityState {
  entity_id: string;
  state: string;
  attributes: Record<string, unknown>;
  last_changed: string;
  last_reported: string;
  last_updated: string;
  context: { id: string; parent_id: null; user_id: string | null };
}

/** All states; every change is an event `state_changed`. */
export interface StateMachine {
  readonly all: ReadonlyMap<string, EntityState>;
  /** @returns whether the entity is new */
  set(entityId: string, state: string, attributes?: Record<string, unknown>): boolean;
  /** @returns whether it was there */
  remove(entityId: string): boolean;
  /** As a start does: states live in memory only, so those that are restored are made at that moment. */
  makeAnew(): void;
}

export function createStateMachine(bus: Bus): StateMachine {
  const all = new Map<string, EntityState>();
  return {
    all,
    set(entityId, state, attributes = {}) {
      const before = all.get(entityId);
      const same = before?.state === state;
      if (same && JSON.stringify(before.attributes) === JSON.stringify(attributes)) return false;
      const now = new Date().toISOString();
      const after: EntityState = {
        entity_id: entityId,
        state,
        attributes,
        last_changed: same ? before.last_changed : now,
        last_reported: now,
        last_updated: now,
        context: { id: `state-${bus.events.length + 1}`, parent_id: null, user_id: null },
      };
      all.set(entityId, after);
      bus.fire("state_changed", { entity_id: entityId, old_state: before ?? null, new_state: after });
      return before === undefined;
    },
    remove(entityId) {
      const before = all.get(entityId);
      if (!before) return false;
      all.delete(entityId);
      bus.fire("state_changed", { entity_id: entityId, old_state: before, new_state: null });
      return true;
    },
    makeAnew() {
      const now = new Date().toISOString();
      for (const [id, state] of all)
        all.set(id, { ...state, last_changed: now, last_reported: now, last_updated: now });
    },
  };
}
