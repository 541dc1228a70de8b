import type { HomeAssistant } from "../home-assistant.ts";
import { HomeAssistantError } from "../home-assistant-error.ts";
import { isPassing } from "../is-passing.ts";
import type { EntityEvent, EntityEventType } from "./entity.ts";

/** Tells automations of Home Assistant what happened, on its own event bus. */
export interface EventBus {
  /** Sends now, or as soon as Home Assistant runs; an event whose `id` was fired before is the same event. Never throws. */
  fire(event: EntityEvent): void;
  /** What still waits for Home Assistant is sent all the same, as long as the connection is there. */
  close(): void;
}

/** What automations listen for; documented, so never changed. */
export const BUS_EVENTS: Readonly<Record<EntityEventType, string>> = {
  finished: "listsync_sync_finished",
  failed: "listsync_sync_failed",
  requested: "listsync_item_requested",
};

/** Events that wait for an absent Home Assistant; of more the oldest requests are dropped, never the end of a run. */
const WAITING = 1000;

/** Ids of events that are remembered: two nodes tell of the same event one right after the other. */
const REMEMBERED = 1000;

/** Milliseconds after which what a busy Home Assistant did not answer is sent again. */
const RETRY_MS = 10_000;

/** One for each connection, whoever tells: a run of a profile that two flows show is still one run. */
const buses = new WeakMap<HomeAssistant, SharedBus>();

/**
 * Joins the bus of a connection.
 *
 * @param onError - why events are refused or were dropped, once per reason until one is accepted; told to the first who
 *   joined
 */
export function createEventBus(
  homeAssistant: HomeAssistant,
  onError: (error: Error) => void,
  retryMs: number = RETRY_MS,
): EventBus {
  const bus = buses.get(homeAssistant) ?? openBus(homeAssistant, retryMs);
  buses.set(homeAssistant, bus);
  bus.listeners.add(onError);
  return { fire: bus.fire, close: () => void bus.listeners.delete(onError) };
}

interface SharedBus {
  listeners: Set<(error: Error) => void>;
  fire(event: EntityEvent): void;
}

function openBus(homeAssistant: HomeAssistant, retryMs: number): SharedBus {
  const listeners: SharedBus["listeners"] = new Set();
  const fired = new Set<string>();
  const waiting: EntityEvent[] = [];
  let dropped = 0;
  let retry: NodeJS.Timeout | undefined;
  let told: string | undefined;
  /** Whoever may not fire events may not until the next connection, whose user may have been made an administrator. */
  let refused = false;

  function flush(): void {
    clearTimeout(retry);
    retry = undefined;
    if (homeAssistant.state !== "running") return;
    if (dropped > 0) tell(eventsDropped(dropped));
    dropped = 0;
    for (const event of waiting.splice(0)) void send(event);
  }

  /** All at once: they go over one socket, which keeps their order. */
  async function send(event: EntityEvent): Promise<void> {
    try {
      await homeAssistant.request({
        type: "fire_event",
        event_type: BUS_EVENTS[event.type],
        event_data: event.data,
      });
      told = undefined;
    } catch (error) {
      if (isPassing(error)) return wait(event);
      if ((error as HomeAssistantError).code === "ha-admin") refused = true;
      tell(error as Error);
    }
  }

  function wait(event: EntityEvent): void {
    waiting.push(event);
    const oldest = waiting.length > WAITING ? waiting.findIndex(({ type }) => type === "requested") : -1;
    if (oldest >= 0) {
      waiting.splice(oldest, 1);
      dropped++;
    }
    // it may run all the time, so that no change of its state would call for them
    retry ??= setTimeout(flush, retryMs);
    retry.unref();
  }

  function tell(error: Error): void {
    if (error.message === told) return;
    told = error.message;
    const [first] = listeners;
    first?.(error);
  }

  // It connects with the first use, which must not be the first event: the other way to it may be waiting for it too.
  void homeAssistant.user().catch((error) => {
    if (!isPassing(error)) tell(error);
  });
  homeAssistant.onState((state) => {
    if (state === "running") flush();
    else refused = false;
    if (state === "closed") clearTimeout(retry);
  });

  return {
    listeners,
    fire(event) {
      if (fired.has(event.id) || refused) return;
      fired.add(event.id);
      for (const old of fired) {
        if (fired.size <= REMEMBERED) break;
        fired.delete(old);
      }
      if (homeAssistant.state !== "running" || waiting.length > 0) wait(event);
      else void send(event);
    },
  };
}

const eventsDropped = (count: number) =>
  new HomeAssistantError(
    "ha-events-dropped",
    `Home Assistant was away for so long that ${count} ${count === 1 ? "event" : "events"} ${BUS_EVENTS.requested} could not be kept for it. The titles are in the history of the sync database.`,
  );
