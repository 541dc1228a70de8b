/** What a `sync-trigger` follows in Home Assistant. */
export const TRIGGER_KINDS = ["event", "entity", "todo", "start"] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];

/** The topic of messages that nobody asked for: Home Assistant has started. */
export const START_TOPIC = "homeassistant_started";
