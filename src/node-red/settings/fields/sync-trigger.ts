import * as v from "valibot";
import type { Stored } from "../../../fields/field.ts";
import { node, number, other, text, word, yesNo } from "../../../fields/kinds.ts";
import { TRIGGER_KINDS } from "../../../home-assistant/triggers/trigger-kind.ts";
import { nodeFields, unchanged } from "./node-fields.ts";

/** The event that automations fire, unless the node names another one. */
const SYNC_EVENT = "listsync_sync";

/** Words as an array, or as text with commas or lines between. */
const words = (rules: { label: string; when?: Record<string, readonly string[]> }) =>
  other({
    ...rules,
    expects: "words separated by commas",
    schema: v.pipe(
      v.union([v.string(), v.array(v.string())]),
      v.transform((written) => (Array.isArray(written) ? written : written.split(/[,\n]/))),
      v.transform((all) => all.map((each) => each.trim()).filter(Boolean)),
    ),
    initial: "" as string | string[],
    fallback: [],
  });

/** The fields of `sync-trigger`. */
export const SYNC_TRIGGER = nodeFields({
  type: "sync-trigger",
  dialog: {
    homeAssistant: node({ label: "Home Assistant", nodeType: "sync-home-assistant" }),
    kind: word({ label: "Starts by", words: TRIGGER_KINDS }),
    eventType: text({
      label: "Type of the event",
      form: [/^\S+$/, "one word"],
      default: SYNC_EVENT,
      when: { kind: ["event"] },
    }),
    // only events that name this profile or none
    profile: text({ label: "Profile", when: { kind: ["event"] } }),
    anyList: yesNo({ label: "Events may name any list", default: false, when: { kind: ["event"] } }),
    entities: words({ label: "Entities", when: { kind: ["entity"] } }),
    states: words({ label: "States", when: { kind: ["entity"] } }),
    todo: words({ label: "To-do list", when: { kind: ["todo"] } }),
    debounce: number({ label: "Debounce", unit: "seconds", default: 2, min: 0, max: 3600 }),
  },
  migrations: [unchanged],
});

/** What `sync-trigger` stores. */
export type TriggerConfig = Stored<typeof SYNC_TRIGGER.dialog>;
