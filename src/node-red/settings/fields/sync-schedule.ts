import * as v from "valibot";
import type { Stored } from "../../../fields/field.ts";
import { node, number, other, rows, text, UNBOUNDED, whole, word, yesNo } from "../../../fields/kinds.ts";
import { nodeFields, unchanged } from "./node-fields.ts";

/** Shortest and longest interval in hours: a third of a second for those who try it out, and a year. */
const HOURS = { min: 0.0001, max: 8784 } as const;

const TIME = /^(([01]?\d|2[0-3]):[0-5]\d|24:00)$/;

/** `Mon`, and whatever else of Monday's names somebody writes. */
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/** The fields of one window: a row of the dialog. */
export const WINDOW_FIELDS = {
  name: text({ label: "Name", default: "" }),
  days: other({
    label: "Days",
    expects: "days such as mon, tue or sat",
    schema: v.pipe(
      v.union([v.string(), v.array(v.string())]),
      v.transform((written) => (typeof written === "string" ? written.split(/[,\s]+/) : written)),
      v.transform((words) => words.map((each) => each.trim().toLowerCase().slice(0, 3)).filter(Boolean)),
      v.array(v.picklist(DAYS)),
      v.transform((words) => words.map((each) => DAYS.indexOf(each))),
    ),
    initial: [...DAYS] as string[],
    fallback: [0, 1, 2, 3, 4, 5, 6],
  }),
  from: text({ label: "From", default: "00:00", form: [TIME, "a time such as 22:00"] }),
  to: text({ label: "To", default: "24:00", form: [TIME, "a time such as 06:00"] }),
  // none: one run in each window
  every: number({ label: "Every", min: 0.001, max: 100_000, initial: "30" }),
  unit: word({ label: "Unit", words: ["minutes", "hours"] }),
  lists: text({ label: "Lists", default: "" }),
  itemLimit: whole({ label: "Limit for each list", min: 1, max: UNBOUNDED }),
  maxRequests: whole({ label: "New requests", min: 0, max: UNBOUNDED }),
  dryRun: yesNo({ label: "Dry run", default: false }),
} as const;

/** A window as the flow holds it. */
export type WindowRow = Stored<typeof WINDOW_FIELDS>;

/** The fields of `sync-schedule`. */
export const SYNC_SCHEDULE = nodeFields({
  type: "sync-schedule",
  dialog: {
    database: node({ label: "Database", nodeType: "sync-database" }),
    profile: text({ label: "Profile", default: "Main" }),
    kind: word({ label: "Begins", words: ["interval", "windows", "cron"] }),
    hours: number({
      label: "Hours between two syncs",
      ...HOURS,
      expects: "a number of hours above 0, such as 6 or 0.5",
      default: 6,
      when: { kind: ["interval"] },
    }),
    windows: rows<WindowRow>({ label: "Windows", when: { kind: ["windows"] } }),
    cron: text({ label: "Cron expression", default: "", initial: "0 2 * * *", when: { kind: ["cron"] } }),
    zone: text({ label: "Time zone", default: "", env: true }),
    jitter: number({ label: "Random delay", unit: "minutes", min: 0, max: 1440, default: 0 }),
    firstRun: yesNo({ label: "Start the first sync too", default: false }),
  },
  message: {
    command: word({ label: "Command", words: ["now", "skip", "pause", "resume"] }),
    until: other({
      label: "End of the pause",
      expects: "a time such as 2026-12-24T08:00 or 08:00",
      schema: v.union([v.date(), v.number(), v.string()]),
      initial: "" as string | number | Date,
      fallback: undefined as string | number | Date | undefined,
    }),
  },
  migrations: [unchanged],
});

/** What `sync-schedule` stores. */
export type ScheduleConfig = Stored<typeof SYNC_SCHEDULE.dialog>;

/** `SYNC_INTERVAL`, which replaces the hours of the dialog. */
export const SYNC_INTERVAL = number({
  label: "SYNC_INTERVAL",
  ...HOURS,
  expects: "a number of hours above 0, such as 6 or 0.5",
});
