import type { EntityKey } from "../../entities/entity-set.ts";

/** Where Home Assistant says `online` and `offline` when it starts and stops; not retained. */
export const BIRTH_TOPIC = "homeassistant/status";

/** The topics of a device. */
export interface DeviceTopics {
  /** Discovery; retained. */
  config: string;
  /** All states as one JSON; retained. */
  state: string;
  /** `online` or `offline`; retained. */
  availability: string;
  /** What happened; not retained, because it happened then. */
  event: string;
  command(key: EntityKey): string;
}

export function deviceTopics(deviceId: string): DeviceTopics {
  const base = deviceId.replace(/^listsync_/, "listsync/");
  return {
    config: `homeassistant/device/${deviceId}/config`,
    state: `${base}/state`,
    availability: `${base}/availability`,
    event: `${base}/event`,
    command: (key) => `${base}/${key}/set`,
  };
}
