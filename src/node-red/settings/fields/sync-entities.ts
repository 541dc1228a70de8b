import type { Stored } from "../../../fields/field.ts";
import { node, text, word, yesNo } from "../../../fields/kinds.ts";
import { nodeFields, unchanged } from "./node-fields.ts";

/** The fields of `sync-entities`. */
export const SYNC_ENTITIES = nodeFields({
  type: "sync-entities",
  dialog: {
    database: node({ label: "Database", nodeType: "sync-database" }),
    profile: text({ label: "Profile", default: "Main" }),
    // empty for one made of the profile
    deviceName: text({ label: "Device name" }),
    transport: word({ label: "Show by", words: ["auto", "mqtt", "companion", "states"] }),
    broker: node({ label: "MQTT broker", nodeType: "mqtt-broker" }),
    lastWill: yesNo({ label: "Mark unavailable if Node-RED crashes", default: false }),
    homeAssistant: node({ label: "Home Assistant", nodeType: "sync-home-assistant" }),
  },
  migrations: [unchanged],
});

/** What `sync-entities` stores. */
export type EntitiesConfig = Stored<typeof SYNC_ENTITIES.dialog>;
