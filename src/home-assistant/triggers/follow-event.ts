import type { Message } from "../../message.ts";
import { eventMessage } from "./event-message.ts";
import type { Follower } from "./follow.ts";

/** Nobody means two profiles that differ only in their case. */
const fold = (name: unknown): string => String(name).trim().toLowerCase();

interface BusEvent {
  data?: Record<string, unknown>;
}

/**
 * Follows an event of Home Assistant's bus, which automations and scripts fire with `event:` and `event_data:`. Custom
 * events are for administrators only (websocket API, 2026.2).
 *
 * @param profile only events that name this profile or none; empty for all
 * @param check - throws what keeps a message from being sent
 */
export function followEvent(
  eventType: string,
  profile = "",
  check: (message: Message) => void = () => {},
): Follower {
  return (homeAssistant, { fire, problem }) =>
    homeAssistant.subscribe<BusEvent>(
      { type: "subscribe_events", event_type: eventType },
      ({ data = {} }) => {
        try {
          const message = eventMessage(eventType, data);
          const isNamed = profile !== "" && message.profile !== undefined;
          if (isNamed && fold(message.profile) !== fold(profile)) return;
          // in the node's own spelling, otherwise the run would be that of another profile
          if (isNamed) message.profile = profile;
          check(message);
          // two events that ask for different lists are two wishes
          fire(message, JSON.stringify(data));
          problem(undefined);
        } catch (error) {
          problem(error as Error);
        }
      },
      problem,
    );
}
