import type { Stored } from "../../../fields/field.ts";
import { node, number, text, yesNo } from "../../../fields/kinds.ts";
import { nodeFields, unchanged } from "./node-fields.ts";

/** The fields of `sync-monitor`. */
export const SYNC_MONITOR = nodeFields({
  type: "sync-monitor",
  dialog: {
    database: node({ label: "Database", nodeType: "sync-database" }),
    server: node({ label: "Server", nodeType: "overseerr-server" }),
    path: text({
      label: "Path",
      // what routes are written with has a meaning of its own: `:`, `*`, `(`
      form: [/^\/?([\w.~-]+(\/[\w.~-]+)*\/?)?$/, "a path such as /listsync"],
      default: "/",
    }),
    metrics: yesNo({ label: "Metrics", default: false }),
    health: yesNo({ label: "Health", default: false }),
    live: yesNo({ label: "Live", default: false }),
    stats: yesNo({ label: "Statistics", default: false }),
    staleHours: number({ label: "Stale after", unit: "hours", min: 0.1, max: 10_000, default: 48 }),
  },
  credentials: ["token"],
  migrations: [unchanged],
});

/** What `sync-monitor` stores. */
export type MonitorConfig = Stored<typeof SYNC_MONITOR.dialog>;
