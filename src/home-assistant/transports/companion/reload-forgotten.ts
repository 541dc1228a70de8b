import type { EntityDevice, NamedEntity } from "../../entities/entity.ts";
import type { HomeAssistant } from "../../home-assistant.ts";
import { companionUniqueId } from "./companion-messages.ts";

/**
 * Reloads the integration when it does not show what was announced: it remembers until then what it was told once, and
 * makes no entity again that was taken out of the registry meanwhile, as with a node that was disabled and is enabled
 * again (discovery.py of 4.2.3, read 2026-11). After the reload it says `loaded` to all who announce something.
 *
 * @throws HomeAssistantError, CancelledError
 */
export async function reloadForgotten(
  homeAssistant: HomeAssistant,
  device: EntityDevice,
  entities: readonly NamedEntity[],
  signal: AbortSignal,
): Promise<void> {
  const registry = await homeAssistant.request<{ unique_id?: string }[]>(
    { type: "config/entity_registry/list" },
    { signal },
  );
  const known = new Set(registry.map(({ unique_id }) => unique_id));
  if (entities.every((entity) => known.has(companionUniqueId(device, entity)))) return;
  const entries = await homeAssistant.request<{ entry_id: string }[]>(
    { type: "config_entries/get", domain: "nodered" },
    { signal },
  );
  for (const { entry_id } of entries)
    await homeAssistant.request(
      {
        type: "call_service",
        domain: "homeassistant",
        service: "reload_config_entry",
        service_data: { entry_id },
      },
      { signal },
    );
}
