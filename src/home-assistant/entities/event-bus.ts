import { runScopes } from "../../runs/scopes.ts";
import { isPassing } from "../connection/is-passing.ts";
import type { HomeAssistant } from "../home-assistant.ts";
import { HomeAssistantError } from "../home-assistant-error.ts";
import * as messages from "../messages.ts";
import type { EntityEvent } from "./entity.ts";
import type { EntityEventType } from "./entity-form.ts";

/** Tells automations of Home Assistant what happened, on its own event bus. */
export interface EventBus {
  /** Sends now, or as soon as Home Assistant runs; an event whose `id` its run has fired before is the same event. Never throws. */
  fire(event: EntityEvent): void;
  /** What still waits for Home Assistant is sent all the same, as long as the connection is there. */
  close(): void;
}

/** What automations listen for; documented, so never changed. */
const BUS_EVENTS: Readonly<Record<EntityEventType, string>> = {
  finished: "listsync_sync_finished",
  failed: "listsync_sync_failed",
  requested: "listsync_item_requested",
  available: "listsync_item_available",
};

/** Events that wait for an absent Home Assistant; of more the oldest that are of titles are dropped, never the end of a run. */
const WAITING = 1000;

/** Of these there may be thousands. */
const OF_TITLES: ReadonlySet<EntityEventType> = new Set(["requested", "available"]);

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
  const waiting: EntityEvent[] = [];
  const dropped = new Map<EntityEventType, number>();
  let retry: NodeJS.Timeout | undefined;
  let told: string | undefined;
  /** Whoever may not fire events may not until the next connection, whose user may have been made an administrator. */
  let refused = false;

  function flush(): void {
    clearTimeout(retry);
    retry = undefined;
    if (homeAssistant.state !== "running") return;
    if (dropped.size > 0) tell(eventsDropped(dropped));
    dropped.clear();
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

  /** Two nodes tell of the same event, and a title may be recorded twice: its run remembers it as long as it has a scope. */
  function isNews({ runId, id }: EntityEvent): boolean {
    const { scope, release } = runScopes.keep(runId);
    const fired = scope.part(listeners, () => new Set<string>());
    release();
    return fired.size < fired.add(id).size;
  }

  function wait(event: EntityEvent): void {
    waiting.push(event);
    const oldest = waiting.length > WAITING ? waiting.findIndex(({ type }) => OF_TITLES.has(type)) : -1;
    if (oldest >= 0)
      for (const { type } of waiting.splice(oldest, 1)) dropped.set(type, (dropped.get(type) ?? 0) + 1);
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
      if (refused || !isNews(event)) return;
      if (homeAssistant.state !== "running" || waiting.length > 0) wait(event);
      else void send(event);
    },
  };
}

const eventsDropped = (dropped: ReadonlyMap<EntityEventType, number>) => {
  const types = [...dropped.keys()].map((type) => BUS_EVENTS[type]).join(" or ");
  const count = [...dropped.values()].reduce((sum, number) => sum + number, 0);
  return new HomeAssistantError("ha-events-dropped", messages.eventsLost(count, types));
};
