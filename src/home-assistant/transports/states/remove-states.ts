import type { HomeAssistant } from "../../home-assistant.ts";
import { HomeAssistantError } from "../../home-assistant-error.ts";

/** Takes one plain state away. @throws HomeAssistantError, CancelledError */
export async function removeState(
  homeAssistant: HomeAssistant,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await homeAssistant.rest({ method: "DELETE", path: `states/${id}`, signal });
  } catch (error) {
    if (error instanceof HomeAssistantError && error.code === "ha-not-found") return;
    // the Supervisor's proxy lets no DELETE through
    const json = { state: "unavailable", attributes: {} };
    await homeAssistant.rest({ method: "POST", path: `states/${id}`, json, signal });
  }
}

/** Takes plain states away, but none that belongs to an entity of another integration. @throws as `removeState` */
export async function removeStates(
  homeAssistant: HomeAssistant,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const registry = await homeAssistant.request<{ entity_id: string }[]>(
    { type: "config/entity_registry/list" },
    { signal },
  );
  const taken = new Set(registry.map(({ entity_id }) => entity_id));
  await Promise.all(ids.filter((id) => !taken.has(id)).map((id) => removeState(homeAssistant, id, signal)));
}
