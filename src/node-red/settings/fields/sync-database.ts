import type { Stored } from "../../../fields/field.ts";
import { number, text, whole } from "../../../fields/kinds.ts";
import { nodeFields, wholeNumbers } from "./node-fields.ts";

/** The fields of `sync-database`. */
export const SYNC_DATABASE = nodeFields({
  type: "sync-database",
  dialog: {
    // relative paths start at the folder of node-red/data-folder.ts
    file: text({ label: "File" }),
    // 1,000 titles four times a day are 1.5 million outcomes a year; a title's last outcome is kept whatever its age
    historyDays: whole({
      label: "Keep history",
      unit: "days, 0 for ever",
      default: 90,
      min: 0,
      max: 100_000,
    }),
    idleTime: number({ label: "End a run after", unit: "seconds", default: 30, min: 1, max: 3600 }),
    // flows of before never asked for backups; new nodes have them
    backupHours: {
      ...number({ label: "Back up every", unit: "hours, 0 for never", default: 0, min: 0, max: 10_000 }),
      initial: "24",
    },
    backupFolder: text({ label: "Backup folder" }),
    backupDaily: whole({ label: "Keep daily backups", default: 7, min: 0, max: 1000 }),
    backupWeekly: whole({ label: "Keep weekly backups", default: 4, min: 0, max: 1000 }),
    lockedTime: number({ label: "Wait if locked", unit: "seconds", default: 120, min: 1, max: 3600 }),
  },
  migrations: [wholeNumbers("historyDays")],
});

/** What `sync-database` stores. */
export type DatabaseConfig = Stored<typeof SYNC_DATABASE.dialog>;
