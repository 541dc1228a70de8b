import { eventMessage } from "./event-message.ts";
import type { Follower } from "./follow.ts";

interface BusEvent {
  data?: Record<string, unknown>;
}

/**
 * Follows an event of Home Assistant's bus, which automations and scripts fire with `event:` and `event_data:`. Custom
 * events are for administrators only (websocket API, 2026.2).
 *
 * @param profile only events that name this profile or none; empty for all
 */
export function followEvent(eventType: string, profile = ""): Follower {
  return (homeAssistant, { fire, problem }) =>
    homeAssistant.subscribe<BusEvent>(
      { type: "subscribe_events", event_type: eventType },
      ({ data = {} }) => {
        try {
          const message = eventMessage(eventType, data);
          // two events that ask for different lists are two wishes
          if (profile === "" || message.profile === undefined || message.profile === profile)
            fire(message, JSON.stringify(data));
          problem(undefined);
        } catch (error) {
          problem(error as Error);
        }
      },
      problem,
    );
}
