import { HomeAssistantError } from "../home-assistant-error.ts";
import * as messages from "../messages.ts";
import type { Follower } from "./follow.ts";

/** As `subscribe_entities` tells it: added with all, changed with what is new, removed. */
export interface EntityEvent {
  a?: Record<string, { s: string; a?: Record<string, unknown> }>;
  c?: Record<string, { "+"?: { s?: string } }>;
  r?: string[];
}

/** States in which an entity says nothing. */
const SILENT = new Set(["unavailable", "unknown"]);

/**
 * Follows the states of entities: presses of buttons (whose state is the time of the press), switches, selects, anything.
 * Only states are followed, not attributes, so a token of any user will do. An entity that appears, or that comes back
 * as it was, fires nothing; one that changed while nobody was connected does.
 *
 * @param entities ids
 * @param states only these; none for all
 */
export function followEntities(entities: string[], states: string[] = []): Follower {
  return (homeAssistant, { fire, problem }) => {
    const known = new Map<string, string>();

    function note(entityId: string, state: string): void {
      const before = known.get(entityId);
      // a button that was never pressed is unknown; its first press counts
      const isNew = before === undefined || before === "unavailable";
      if (SILENT.has(state)) {
        if (isNew) known.set(entityId, state);
        return;
      }
      known.set(entityId, state);
      if (isNew || before === state) return;
      if (states.length === 0 || states.includes(state))
        fire({ topic: entityId, payload: state, ...(before !== "unknown" && { previous: before }) });
    }

    return homeAssistant.subscribe<EntityEvent>(
      { type: "subscribe_entities", entity_ids: entities },
      ({ a: added, c: changed, r: removed }) => {
        for (const [id, { s }] of Object.entries(added ?? {})) note(id, s);
        for (const [id, change] of Object.entries(changed ?? {})) {
          const state = change["+"]?.s;
          if (state !== undefined) note(id, state);
        }
        for (const id of removed ?? []) known.delete(id);
        const absent = entities.filter((id) => !known.has(id));
        problem(absent.length === 0 ? undefined : noSuchEntity(absent));
      },
      problem,
    );
  };
}

const noSuchEntity = (ids: string[]): HomeAssistantError =>
  new HomeAssistantError("ha-not-found", messages.noSuchEntity(ids));
