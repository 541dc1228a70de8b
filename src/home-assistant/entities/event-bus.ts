import type { HomeAssistant } from "../home-assistant.ts";
import { isPassing } from "../is-passing.ts";
import type { EntityEvent, EntityEventType } from "./entity.ts";

/** Tells automations of Home Assistant what happened, on its own event bus. */
export interface EventBus {
  /** Sends now, or as soon as Home Assistant runs. Never throws. */
  fire(event: EntityEvent): void;
  close(): void;
}

/** What automations listen for; documented, so never changed. */
export const BUS_EVENTS: Readonly<Record<EntityEventType, string>> = {
  finished: "listsync_sync_finished",
  failed: "listsync_sync_failed",
  requested: "listsync_item_requested",
};

/** Events that wait for Home Assistant; of more the newest count. */
const WAITING = 100;

/** Milliseconds after which one that a busy Home Assistant did not answer is sent again. */
const RETRY_MS = 10_000;

/**
 * @param onError - why events are refused, once per reason until one is accepted
 */
export function createEventBus(
  homeAssistant: HomeAssistant,
  onError: (error: Error) => void,
  retryMs: number = RETRY_MS,
): EventBus {
  const waiting: EntityEvent[] = [];
  let retry: NodeJS.Timeout | undefined;
  const closing = new AbortController();
  let sending = false;
  let told: string | undefined;

  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    try {
      while (homeAssistant.state === "running" && !closing.signal.aborted) {
        const event = waiting.shift();
        if (!event) return;
        if (await refused(event)) return later();
      }
    } finally {
      sending = false;
    }
  }

  /** It may run all the time, so that no change of its state would call for them. */
  function later(): void {
    clearTimeout(retry);
    if (closing.signal.aborted) return;
    retry = setTimeout(() => void send(), retryMs);
    retry.unref();
  }

  /** @returns whether it has to wait */
  async function refused(event: EntityEvent): Promise<boolean> {
    try {
      const { signal } = closing;
      const command = { type: "fire_event", event_type: BUS_EVENTS[event.type], event_data: event.data };
      await homeAssistant.request(command, { signal });
      told = undefined;
    } catch (error) {
      if (isPassing(error)) {
        waiting.unshift(event);
        return true;
      }
      tell(error);
    }
    return false;
  }

  const tell = (error: unknown): void => {
    const { message } = error as Error;
    if (message !== told) onError(error as Error);
    told = message;
  };

  // It connects with the first use, which must not be the first event: the other way to it may be waiting for it too.
  void homeAssistant.user().catch((error) => {
    if (!isPassing(error)) tell(error);
  });
  const unfollow = homeAssistant.onState((state) => {
    if (state === "running") void send();
  });

  return {
    fire(event) {
      waiting.push(event);
      waiting.splice(0, waiting.length - WAITING);
      void send();
    },
    close() {
      unfollow();
      clearTimeout(retry);
      closing.abort();
    },
  };
}
