import type { HomeAssistant } from "./home-assistant.ts";

/** An entity as a picker shows it. */
export interface EntityChoice {
  id: string;
  name: string;
}

/**
 * The entities that a person can choose from, by name.
 *
 * @param domains the parts before the dot: `todo`, `button`; all when there are none
 * @throws HomeAssistantError, CancelledError
 */
export async function entityChoices(
  ha: HomeAssistant,
  domains: readonly string[],
  signal?: AbortSignal,
): Promise<EntityChoice[]> {
  const states = await ha.request<{ entity_id: string; attributes: { friendly_name?: unknown } }[]>(
    { type: "get_states" },
    signal ? { signal } : {},
  );
  const wanted = new Set(domains);
  return states
    .filter(({ entity_id }) => wanted.size === 0 || wanted.has(entity_id.split(".", 1)[0] ?? ""))
    .map(({ entity_id, attributes }) => ({
      id: entity_id,
      name: String(attributes.friendly_name ?? entity_id),
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}
