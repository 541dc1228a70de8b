import type { HomeAssistant } from "../../home-assistant.ts";

/** Calls a function whenever the companion integration was loaded, also after a reload. Returns the end of it. */
export function onCompanionLoaded(
  homeAssistant: HomeAssistant,
  loaded: () => void,
  onError: (error: Error) => void,
): () => void {
  return homeAssistant.subscribe<{ data?: { type?: string } }>(
    { type: "subscribe_events", event_type: "nodered" },
    ({ data }) => {
      if (data?.type === "loaded") loaded();
    },
    onError,
  );
}
