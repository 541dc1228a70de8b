import type { EntityStates } from "../entities/entity.ts";
import { HomeAssistantError } from "../home-assistant-error.ts";
import { createCompanionTransport } from "./companion/companion-transport.ts";
import { onCompanionLoaded } from "./companion/on-companion-loaded.ts";
import { createReconciler } from "./reconcile.ts";
import { createStatesTransport, type StatesOptions } from "./states/states-transport.ts";
import type { EntityTransport, TransportLabel } from "./transport.ts";

/**
 * Takes the companion integration if it answers, otherwise plain states, until the integration is there one day.
 */
export function createAutoTransport(options: StatesOptions): EntityTransport {
  const { homeAssistant, listeners } = options;
  let chosen: { label: TransportLabel; transport: EntityTransport } | undefined;
  let states: EntityStates | undefined;
  let closed = false;

  const reconciler = createReconciler(
    async (signal) => {
      if (homeAssistant.state !== "running" || chosen?.label === "companion") return;
      const label = (await hasCompanion(signal)) ? "companion" : "states";
      if (label === chosen?.label || closed) return;
      await chosen?.transport.withdraw();
      const create = label === "companion" ? createCompanionTransport : createStatesTransport;
      chosen = { label, transport: create(options) };
      if (states) chosen.transport.publish(states);
    },
    (error) => listeners.onError(error),
  );

  async function hasCompanion(signal: AbortSignal): Promise<boolean> {
    try {
      await homeAssistant.request({ type: "nodered/version" }, { signal });
      return true;
    } catch (error) {
      if (error instanceof HomeAssistantError && error.code === "ha-unknown-command") return false;
      throw error;
    }
  }

  const unfollow = [
    homeAssistant.onState((state) => {
      if (state === "running") reconciler.wake();
    }),
    // whoever may not listen may not do anything else here either, and is told so by what is tried next
    onCompanionLoaded(homeAssistant, reconciler.wake, () => {}),
  ];

  async function end(how: "close" | "withdraw"): Promise<void> {
    closed = true;
    for (const stop of unfollow) stop();
    await reconciler.close();
    await chosen?.transport[how]();
  }

  return {
    announce: () => chosen?.transport.announce(),
    publish(next) {
      states = next;
      chosen?.transport.publish(next);
    },
    event: (event) => chosen?.transport.event(event),
    close: () => end("close"),
    withdraw: () => end("withdraw"),
  };
}
