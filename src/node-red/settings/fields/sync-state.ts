import * as v from "valibot";
import type { Field, FieldRules, Stored, Values } from "../../../fields/field.ts";
import { node, number, other, text, UNBOUNDED, whole, word, yesNo } from "../../../fields/kinds.ts";
import type { OutcomeStatus } from "../../../items/item.ts";
import { OUTCOME_STATUSES } from "../../../items/outcomes.ts";
import { nodeFields, wholeNumbers } from "./node-fields.ts";

/** Outcomes: an array, or text with commas. */
const outcomes = <Fallback>(rules: FieldRules & { initial: OutcomeStatus[]; fallback: Fallback }) =>
  other<string[] | string, OutcomeStatus[] | Fallback>({
    ...rules,
    expects: `one or more of ${OUTCOME_STATUSES.join(", ")}`,
    schema: v.pipe(
      v.union([v.string(), v.array(v.string())]),
      v.transform((written) => (Array.isArray(written) ? written : written.split(/[\s,]+/)).filter(Boolean)),
      v.array(v.picklist(OUTCOME_STATUSES)),
    ),
  });

/** A time; days and months in another order would be understood differently from what is meant. */
const time = (rules: FieldRules): Field<string | number | Date, string | undefined> =>
  other({
    ...rules,
    expects: "a time such as 2026-11-21 or 2026-11-21T06:00:00Z",
    schema: v.pipe(
      v.union([v.pipe(v.string(), v.trim(), v.regex(/^\d{4}-\d\d/)), v.number(), v.date()]),
      v.transform((written) => new Date(written)),
      v.date(),
      v.transform((date) => date.toISOString()),
    ),
    initial: "",
    fallback: undefined,
  });

const count = (rules: FieldRules) => ({ ...rules, min: 0, max: 1_000_000 });

/** What `msg.query` may ask for. */
export const QUERY = {
  statuses: outcomes({ label: "Outcomes", initial: [], fallback: undefined }),
  // another name of the same
  status: outcomes({ label: "Outcomes", initial: [], fallback: undefined }),
  text: text({ label: "Text" }),
  provider: text({ label: "Provider" }),
  list: text({ label: "List" }),
  mediaType: word({ label: "Media type", words: ["all", "movie", "tv"] }),
  runId: text({ label: "Run" }),
  profile: text({ label: "Profile" }),
  since: time({ label: "Since" }),
  until: time({ label: "Until" }),
  limit: whole(count({ label: "Limit" })),
  offset: whole({ label: "Offset", min: 0, max: UNBOUNDED }),
  backupFile: text({ label: "Backup file" }),
  imported: yesNo({ label: "Imported titles", default: false }),
  listSyncFolder: text({ label: "Folder of ListSync" }),
  tmdbId: whole({ label: "TMDB id", min: 1, max: UNBOUNDED }),
  kind: word({ label: "Kind of decision", words: ["all", "ignore", "match"] }),
} as const;

/** The fields of `sync-state`. */
export const SYNC_STATE = nodeFields({
  type: "sync-state",
  dialog: {
    database: node({ label: "Database", nodeType: "sync-database" }),
    operation: word({
      label: "Operation",
      words: [
        "record",
        "skip-known",
        "query",
        "history",
        "runs",
        "schedules",
        "summary",
        "retry",
        "ignore",
        "choose",
        "take-back",
        "decisions",
        "cancel",
        "archive",
        "verify",
        "restore",
        "export",
        "backup",
        "maintain",
        "take-over",
      ],
    }),
    // empty for all
    profile: text({ label: "Profile", message: true }),
    skipHours: number({
      ...count({ label: "Skip for", computed: true, when: { operation: ["skip-known"] } }),
      unit: "hours",
      default: 24,
    }),
    skipStatuses: outcomes({
      label: "Skip",
      when: { operation: ["skip-known"] },
      initial: ["requested", "already_requested", "already_available"],
      fallback: ["requested", "already_requested", "already_available"] as OutcomeStatus[],
    }),
    statuses: outcomes({
      label: "Outcomes",
      initial: [],
      fallback: undefined,
      when: { operation: ["query"] },
    }),
    text: text({ label: "Text", computed: true, when: { operation: ["query", "retry"] } }),
    since: time({ label: "Since", computed: true, when: { operation: ["query", "retry"] } }),
    limit: whole({
      ...count({ label: "Limit", computed: true, when: { operation: ["query", "runs", "decisions"] } }),
      default: 100,
    }),
    backupFile: text({
      label: "Backup file",
      when: { operation: ["archive", "verify", "restore", "export", "backup"] },
    }),
    // folder of an installation of the Python ListSync
    listSyncFolder: text({ label: "Folder of ListSync", when: { operation: ["take-over"] } }),
  },
  message: {
    dryRun: yesNo({ label: "Dry run", default: false, when: { operation: ["retry", "take-over"] } }),
  },
  migrations: [wholeNumbers("limit")],
});

/** What `sync-state` stores. */
export type StateConfig = Stored<typeof SYNC_STATE.dialog>;

/** What a message asks of `sync-state`, but for `msg.query`. */
export type StateValues = Values<typeof SYNC_STATE.dialog & typeof SYNC_STATE.message>;
