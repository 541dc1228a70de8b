/** An event as subscribers get it. */
export interface BusEvent {
  event_type: string;
  data: Record<string, unknown>;
  origin: "LOCAL" | "REMOTE";
  time_fired: string;
  context: { id: string; parent_id: null; user_id: string | null };
}

/** Home Assistant's event bus, with everything that was ever fired on it. */
export interface Bus {
  readonly events: readonly BusEvent[];
  fire(eventType: string, data?: Record<string, unknown>, origin?: BusEvent["origin"]): BusEvent;
  /** @param eventType all events when undefined */
  listen(eventType: string | undefined, listener: (event: BusEvent) => void): () => void;
}

export function createBus(): Bus {
  const events: BusEvent[] = [];
  const listeners = new Set<(event: BusEvent) => void>();
  return {
    events,
    fire(eventType, data = {}, origin = "LOCAL") {
      const event: BusEvent = {
        event_type: eventType,
        data,
        origin,
        time_fired: new Date().toISOString(),
        context: { id: `context-${events.length + 1}`, parent_id: null, user_id: null },
      };
      events.push(event);
      for (const listener of [...listeners]) listener(event);
      return event;
    },
    listen(eventType, listener) {
      const own = (event: BusEvent) => {
        if (eventType === undefined || event.event_type === eventType) listener(event);
      };
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
