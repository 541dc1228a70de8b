import type { Stored } from "../../../fields/field.ts";
import { node, number, text, whole, word, yesNo } from "../../../fields/kinds.ts";
import { WAYS_IN } from "../../../webhook/guard.ts";
import { nodeFields, unchanged } from "./node-fields.ts";

/** Where the secret comes from. */
export const SECRET_FIELDS = {
  secretType: word({ label: "Source of the secret", words: ["cred", "env", "file"] }),
  secretEnv: text({
    label: "Environment variable of the secret",
    initial: "LISTSYNC_WEBHOOK_SECRET",
    when: { secretType: ["env"] },
  }),
  secretFile: text({ label: "File of the secret", env: true, when: { secretType: ["file"] } }),
} as const;

/** The fields of `sync-webhook`. */
export const SYNC_WEBHOOK = nodeFields({
  type: "sync-webhook",
  dialog: {
    database: node({ label: "Database", nodeType: "sync-database" }),
    profile: text({ label: "Profile", default: "Main" }),
    path: text({
      label: "Path",
      // what routes are written with has a meaning of its own: `:`, `*`, `(`
      form: [/^\/?[\w.~-]+(\/[\w.~-]+)*\/?$/, "a path such as /listsync"],
      default: "/listsync",
    }),
    access: word({ label: "Access", words: WAYS_IN }),
    ...SECRET_FIELDS,
    anyList: yesNo({ label: "May name any list", default: false }),
    folder: text({ label: "Folder of custom lists", env: true }),
    maxBody: number({ label: "Largest body", unit: "MB", min: 0.001, max: 100, default: 2 }),
    perMinute: whole({ label: "Requests per minute", min: 0, max: 100_000, default: 600 }),
  },
  credentials: ["secret"],
  migrations: [unchanged],
});

/** What `sync-webhook` stores. */
export type WebhookConfig = Stored<typeof SYNC_WEBHOOK.dialog>;
