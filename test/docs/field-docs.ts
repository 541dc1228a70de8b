import type { Field, Fields } from "../../src/fields/field.ts";
import { ENTRY_FIELDS } from "../../src/lists/entries/list-entry.ts";
import { LIST_SOURCE } from "../../src/node-red/settings/fields/list-source.ts";
import type { NodeFields } from "../../src/node-red/settings/fields/node-fields.ts";
import { OVERSEERR_REQUEST } from "../../src/node-red/settings/fields/overseerr-request.ts";
import { OVERSEERR_SEARCH } from "../../src/node-red/settings/fields/overseerr-search.ts";
import { SYNC_SCHEDULE } from "../../src/node-red/settings/fields/sync-schedule.ts";
import { QUERY, SYNC_STATE } from "../../src/node-red/settings/fields/sync-state.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** `a whole number from 1 to 20` without its article, which a table does not need. */
const valuesOf = ({ expects }: Field): string => expects.replace(/^(?:an?|the) (?!list)/, "");

function shownDefault(value: unknown): string {
  if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return "–";
  return `\`${String(value)}\``;
}

const table = (heads: string[], rows: string[][]): string =>
  [heads, heads.map(() => "---"), ...rows.map((row) => row.map(cell))]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n")
    .replaceAll("| --- ", "|---")
    .replaceAll("--- |", "---|");

/** The properties that a node reads of a message: what each sets, what it may be, and what counts without it. */
function nodeTable(node: Pick<NodeFields, "dialog" | "message">): string {
  const dialog = Object.entries(node.dialog).filter(([, field]) => field.message);
  const rows = [...dialog, ...Object.entries(node.message)].map(([name, field]) => [
    `\`${name}\``,
    field.label,
    valuesOf(field),
    field.unit ?? "",
    name in node.dialog ? "as in the dialog" : shownDefault(field.fallback),
  ]);
  return table(["Property of `msg`", "Sets", "Values", "Unit", "Default"], rows);
}

/** The same of the parts of a property: of lists and queries. */
const partTable = (property: string, fields: Fields): string =>
  table(
    [property, "Values", "Unit", "Default"],
    Object.entries(fields).map(([name, field]) => [
      `\`${name}\``,
      valuesOf(field),
      field.unit ?? "",
      shownDefault(field.fallback),
    ]),
  );

/** The nodes that read more of a message than its titles. */
const NODES = [LIST_SOURCE, OVERSEERR_SEARCH, OVERSEERR_REQUEST, SYNC_STATE, SYNC_SCHEDULE] as const;

/** What a message may ask for, by node. */
export function messageTables(): string {
  const tables = NODES.map((node) => `### *${node.type}*\n\n${nodeTable(node)}`);
  return [
    ...tables,
    `### A list in \`msg.lists\`\n\nText, or an object with the address, id or name in \`list\`, and:\n\n${partTable("Property", ENTRY_FIELDS)}`,
    `### \`msg.query\` of *sync-state*\n\n${partTable("Property", QUERY)}`,
  ].join("\n\n");
}
