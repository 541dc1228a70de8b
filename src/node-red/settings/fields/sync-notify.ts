import type { Stored } from "../../../fields/field.ts";
import { node, text, UNBOUNDED, whole, word } from "../../../fields/kinds.ts";
import { WANTED } from "../../../notify/news.ts";
import { nodeFields, unchanged } from "./node-fields.ts";

/** Where notifications may go; `none`: only to the first output. */
const CHANNELS = ["discord", "ntfy", "home-assistant", "apprise", "webhook", "none"] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** The fields that say where notifications go. */
export const CHANNEL_FIELDS = {
  channel: word({ label: "Send to", words: CHANNELS }),
  homeAssistant: node({
    label: "Home Assistant",
    nodeType: "sync-home-assistant",
    when: { channel: ["home-assistant"] },
  }),
  service: text({ label: "Notify service", when: { channel: ["home-assistant"] } }),
  tag: text({ label: "Tag", when: { channel: ["apprise"] } }),
  template: text({ label: "Template", when: { channel: ["webhook"] } }),
  link: text({ label: "Show", env: true }),
} as const;

/** The fields of `sync-notify`. */
export const SYNC_NOTIFY = nodeFields({
  type: "sync-notify",
  dialog: {
    takes: word({ label: "Tell of", words: ["messages", "database"] }),
    database: node({ label: "Database", nodeType: "sync-database" }),
    profile: text({ label: "Profile" }),
    server: node({ label: "Server", nodeType: "overseerr-server" }),
    wanted: word({ label: "When", words: WANTED }),
    requester: whole({ label: "Only lists of user", min: 1, max: UNBOUNDED }),
    delivery: word({ label: "Send", words: ["now", "daily", "weekly"] }),
    time: text({
      label: "At",
      form: [/^([01]?\d|2[0-3]):[0-5]\d$/, "a time such as 08:00"],
      default: "08:00",
      when: { delivery: ["daily", "weekly"] },
    }),
    weekday: word({
      label: "On",
      words: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
      when: { delivery: ["weekly"] },
    }),
    ...CHANNEL_FIELDS,
  },
  credentials: ["address", "token"],
  migrations: [unchanged],
});

/** What `sync-notify` stores. */
export type NotifyConfig = Stored<typeof SYNC_NOTIFY.dialog>;

export interface NotifySecrets {
  address?: string;
  token?: string;
}
