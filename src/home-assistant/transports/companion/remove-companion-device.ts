import type { EntityDevice } from "../../entities/entity.ts";
import type { HomeAssistant } from "../../home-assistant.ts";
import { companionUniqueId } from "./companion-messages.ts";

/** Milliseconds for each call: the node is being removed, and Node-RED waits. */
const TIMEOUT_MS = 3000;

/**
 * Removes a device with its entities. The integration removes only the device and leaves the entities behind without
 * one, so they are taken out of the registry first.
 *
 * @throws HomeAssistantError
 */
export async function removeCompanionDevice(
  homeAssistant: HomeAssistant,
  device: EntityDevice,
): Promise<void> {
  const options = { timeoutMs: TIMEOUT_MS };
  const ours = new Set(device.entities.map((entity) => companionUniqueId(device, entity)));
  const registry = await homeAssistant.request<{ entity_id: string; unique_id?: string }[]>(
    { type: "config/entity_registry/list" },
    options,
  );
  const entities = registry.filter(({ unique_id }) => unique_id !== undefined && ours.has(unique_id));
  await Promise.all(
    entities.map(({ entity_id }) =>
      homeAssistant.request({ type: "config/entity_registry/remove", entity_id }, options),
    ),
  );
  await homeAssistant.request({ type: "nodered/device/remove", node_id: device.id }, options);
}
