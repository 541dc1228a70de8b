import { ListSyncError } from "../../../errors.ts";
import type { EntityDevice, EntityState, EntityStates, NamedEntity } from "../../entities/entity.ts";
import { isCommandKey } from "../../entities/entity-command.ts";
import { hasState } from "../../entities/entity-set.ts";
import type { HaState, HomeAssistant } from "../../home-assistant.ts";
import * as messages from "../../messages.ts";
import { readCommand } from "../read-command.ts";
import { createReconciler } from "../reconcile.ts";
import type { EntityTransport, TransportListeners } from "../transport.ts";
import { notRemoved } from "../transport-error.ts";
import { type CompanionEvent, discoveryMessage, stateMessage } from "./companion-messages.ts";
import { onCompanionLoaded } from "./on-companion-loaded.ts";
import { reloadForgotten } from "./reload-forgotten.ts";
import { removeCompanionDevice } from "./remove-companion-device.ts";

export interface CompanionOptions {
  device: EntityDevice;
  homeAssistant: HomeAssistant;
  listeners: TransportListeners;
}

/**
 * Shows a device through the companion integration of Home Assistant ("Node-RED" of HACS). It forgets its entities with
 * each start and each reload, so they are announced again after both. It knows no events, and no entities that are
 * hidden at first; nothing makes its sensors unavailable.
 */
export function createCompanionTransport(options: CompanionOptions): EntityTransport {
  const { device, homeAssistant, listeners } = options;
  const entities = device.entities.filter(({ platform }) => platform !== "event");
  let states: EntityStates | undefined;
  let announced = false;
  /** Whether it was seen that the integration shows all of it. */
  let checked = false;
  let told: string | undefined;
  const shown = new Map<string, string>();
  const commands = new Map<string, () => void>();

  const reconciler = createReconciler(async (signal) => {
    if (!states || homeAssistant.state !== "running") return;
    if (!announced) await announceAll(states, signal);
    for (const entity of entities) await show(entity, states, signal);
    if (checked || !announced) return;
    // once per connection: what cannot be helped is not tried again and again
    checked = true;
    await reloadForgotten(homeAssistant, device, entities, signal);
  }, report);

  function report(error: Error): void {
    // three subscriptions may say the same
    if (error.message === told) return;
    told = error.message;
    listeners.onState({ label: "companion", connected: false });
    listeners.onError("code" in error && error.code === "ha-unknown-command" ? companionMissing() : error);
  }

  async function announceAll(now: EntityStates, signal: AbortSignal): Promise<void> {
    announced = true;
    shown.clear();
    try {
      for (const entity of entities) await announceOne(entity, stateOf(entity, now), signal);
      told = undefined;
      listeners.onState({ label: "companion", connected: true });
    } catch (error) {
      announced = false;
      throw error;
    }
  }

  /** The state is sent once more by itself: of an entity that is there already, an announcement changes only the looks. */
  async function announceOne(entity: NamedEntity, state: EntityState, signal: AbortSignal): Promise<void> {
    const message = discoveryMessage(device, entity, state);
    const { key } = entity;
    if (!isCommandKey(key)) {
      await homeAssistant.request(message, { signal });
      return;
    }
    // first the end of the old one: Home Assistant takes it for a lost connection and shows "unavailable"
    commands.get(key)?.();
    const onEvent = (event: CompanionEvent) => {
      try {
        listeners.onCommand(readCommand(key, event.state ?? event.value));
      } catch (error) {
        listeners.onError(error as Error);
      }
    };
    // Twice: what the first one makes does not notice the end of the connection, and would look alive without us. What
    // is done in Home Assistant is told to the one that came last (entity.py of 4.2.3, read 2026-11).
    const ends = [1, 2].map(() => homeAssistant.subscribe<CompanionEvent>(message, onEvent, report));
    commands.set(key, () => {
      for (const end of ends) end();
    });
  }

  async function show(entity: NamedEntity, now: EntityStates, signal: AbortSignal): Promise<void> {
    if (!hasState(entity.key)) return;
    const state = stateOf(entity, now);
    const text = JSON.stringify(state);
    const message = stateMessage(device, entity, state);
    if (!message || shown.get(entity.key) === text || !announced) return;
    await homeAssistant.request(message, { signal });
    shown.set(entity.key, text);
  }

  function dropCommands(): void {
    for (const end of commands.values()) end();
    commands.clear();
  }

  function announce(): void {
    announced = false;
    told = undefined;
    reconciler.wake();
  }

  const unfollow = [
    homeAssistant.onState((state: HaState) => {
      if (state === "running") return announce();
      announced = false;
      checked = false;
      // the connection makes them again by itself, but with the state of back then
      dropCommands();
      listeners.onState({ label: "companion", connected: false });
    }),
    onCompanionLoaded(homeAssistant, announce, report),
  ];

  async function end(): Promise<void> {
    for (const stop of unfollow) stop();
    // first what would announce them again: presses would be heard here and by the node that takes its place
    await reconciler.close();
    dropCommands();
  }

  return {
    announce,
    publish(next) {
      states = next;
      reconciler.wake();
    },
    event: () => {},
    close: end,
    async withdraw() {
      await end();
      try {
        await removeCompanionDevice(homeAssistant, device);
      } catch {
        listeners.onError(notRemoved(device.name));
      }
    },
  };
}

function stateOf({ key }: NamedEntity, states: EntityStates): EntityState {
  return hasState(key) ? states[key] : { state: null };
}

const companionMissing = () => new ListSyncError("ha-unknown-command", messages.companionMissing());
