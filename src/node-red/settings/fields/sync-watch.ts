import type { Stored } from "../../../fields/field.ts";
import { node, number, rows, text, whole, word, yesNo } from "../../../fields/kinds.ts";
import { nodeFields, unchanged } from "./node-fields.ts";

/** The fields of a row: files with such names concern the lists of a provider. */
export const NAME_FIELDS = {
  pattern: text({ label: "Name" }),
  provider: text({ label: "Site" }),
} as const;

/** A row as the flow holds it. */
export type NameRow = Stored<typeof NAME_FIELDS>;

/** The fields of `sync-watch`. */
export const SYNC_WATCH = nodeFields({
  type: "sync-watch",
  dialog: {
    database: node({ label: "Database", nodeType: "sync-database" }),
    profile: text({ label: "Profile", default: "Main" }),
    folder: text({ label: "Folder or pattern", env: true, default: "" }),
    levels: whole({ label: "Levels of folders", min: 0, max: 10, default: 3 }),
    method: word({ label: "Method", words: ["system", "polling"] }),
    interval: number({
      label: "Interval",
      unit: "seconds",
      min: 5,
      max: 3600,
      default: 10,
      when: { method: ["polling"] },
    }),
    settle: number({ label: "Settled after", unit: "seconds", min: 0.1, max: 3600, default: 3 }),
    maxFiles: whole({ label: "Maximum files", min: 1, max: 100_000, default: 1000 }),
    names: rows<NameRow>({ label: "Lists by file name" }),
    ownLists: yesNo({ label: "Read other files as lists of their own", default: false }),
  },
  migrations: [unchanged],
});

/** What `sync-watch` stores. */
export type WatchConfig = Stored<typeof SYNC_WATCH.dialog>;
