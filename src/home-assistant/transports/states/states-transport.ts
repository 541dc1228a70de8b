import { ListSyncError } from "../../../errors.ts";
import { isPassing } from "../../connection/is-passing.ts";
import type { EntityDevice, EntityStates } from "../../entities/entity.ts";
import { entityId } from "../../entities/entity-ids.ts";
import type { HomeAssistant } from "../../home-assistant.ts";
import * as messages from "../../messages.ts";
import { createReconciler } from "../reconcile.ts";
import type { EntityTransport, TransportListeners } from "../transport.ts";
import { notRemoved } from "../transport-error.ts";
import { removeState } from "./remove-states.ts";
import { type PlainState, plainEntities, plainState } from "./state-entities.ts";

export interface StatesOptions {
  device: EntityDevice;
  homeAssistant: HomeAssistant;
  listeners: TransportListeners;
}

/** Longest wait in milliseconds for the last words. */
const CLOSE_MS = 3000;

/**
 * Shows a profile as plain states by the REST API: no device, no button, no switch, and gone when Home Assistant
 * restarts until they are sent again, which happens with every connection to a Home Assistant that has started.
 */
export function createStatesTransport(options: StatesOptions): EntityTransport {
  const { device, homeAssistant, listeners } = options;
  const entities = plainEntities(device).map((entity) => ({ entity, id: entityId(device, entity) }));
  let states: EntityStates | undefined;
  /** Ids that are somebody else's; undefined before this connection has asked. */
  let taken: ReadonlySet<string> | undefined;
  const shown = new Map<string, string>();
  /** What is or may be there, because the answer was lost. */
  const sent = new Map<string, PlainState["attributes"]>();

  const reconciler = createReconciler(
    async (signal) => {
      if (!states || homeAssistant.state !== "running") return;
      taken ??= await askRegistry(signal);
      for (const { entity, id } of entities) {
        const plain = plainState(device, entity, states[entity.key]);
        const text = JSON.stringify(plain);
        if (taken.has(id) || shown.get(id) === text) continue;
        await show(id, plain, signal);
        shown.set(id, text);
      }
      listeners.onState({ label: "states", connected: true });
    },
    (error) => {
      listeners.onState({ label: "states", connected: false });
      listeners.onError(error);
    },
  );

  /** A state that is sent to an id replaces that of the entity that has it, whosever it is (tried 2026-11). */
  async function askRegistry(signal: AbortSignal): Promise<Set<string>> {
    const registry = await homeAssistant.request<{ entity_id: string }[]>(
      { type: "config/entity_registry/list" },
      { signal },
    );
    const known = new Set(registry.map(({ entity_id }) => entity_id));
    const found = entities.map(({ id }) => id).filter((id) => known.has(id));
    if (found.length > 0) listeners.onError(idsTaken(found));
    return new Set(found);
  }

  async function show(id: string, plain: PlainState, signal: AbortSignal): Promise<void> {
    const isNew = !sent.has(id);
    sent.set(id, plain.attributes);
    try {
      await post(id, plain, signal);
    } catch (error) {
      if (isNew && !isPassing(error)) sent.delete(id);
      throw error;
    }
  }

  const post = (id: string, plain: PlainState, signal?: AbortSignal) =>
    homeAssistant.rest({ method: "POST", path: `states/${id}`, json: plain, ...(signal && { signal }) });

  function announce(): void {
    taken = undefined;
    shown.clear();
    reconciler.wake();
  }

  const unfollow = homeAssistant.onState((state) => {
    if (state === "running") announce();
    else listeners.onState({ label: "states", connected: false });
  });

  async function end(last: (id: string, signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
    unfollow();
    await reconciler.close();
    const answers = await Promise.allSettled(
      [...sent.keys()].map((id) => last(id, AbortSignal.timeout(CLOSE_MS))),
    );
    return answers.every(({ status }) => status === "fulfilled");
  }

  return {
    announce,
    publish(next) {
      states = next;
      reconciler.wake();
    },
    event: () => {},
    async close() {
      await end((id, signal) => post(id, { state: "unavailable", attributes: sent.get(id) ?? {} }, signal));
    },
    async withdraw() {
      if (!(await end((id, signal) => removeState(homeAssistant, id, signal))))
        listeners.onError(notRemoved(device.name));
    },
  };
}

const idsTaken = (ids: string[]) => new ListSyncError("ha-refused", messages.entitiesTaken(ids));
