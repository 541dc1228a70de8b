import type { HomeAssistant } from "../../../home-assistant/home-assistant.ts";
import type { Message } from "../../../message.ts";
import { PRESSED, readAction } from "../../../notify/notify-action.ts";
import { TRIGGERS } from "../../../runs/trigger.ts";

/**
 * Listens for buttons that are pressed on notifications of this node.
 *
 * @param id of the node
 * @param onPressed given the message of each, of the profile that it is about
 * @returns stops listening
 */
export function listenForButtons(
  homeAssistant: HomeAssistant,
  id: string,
  onPressed: (message: Message) => void,
  onError: (error: unknown) => void,
): () => void {
  return homeAssistant.subscribe<{ data?: unknown }>(
    { type: "subscribe_events", event_type: PRESSED },
    ({ data }) => {
      const pressed = readAction(id, data);
      if (!pressed) return;
      const { action, profile } = pressed;
      onPressed({
        topic: action,
        trigger: TRIGGERS.homeAssistant,
        ...(profile !== undefined && { profile }),
      });
    },
    onError,
  );
}
