import { isBlank } from "./fields/written-values.ts";
import type { ListEntry } from "./lists/list-entry.ts";

/** Fields of which 0.1 took a number with a fraction, which counted like the next whole one. */
const WHOLE: Record<string, readonly string[] | undefined> = {
  "list-source": ["concurrency", "browserPool"],
  "overseerr-request": ["maxRequests"],
  "overseerr-server": ["concurrency", "retries"],
  "sync-database": ["historyDays"],
  "sync-state": ["limit"],
};

/** 0.1 took a limit above all titles that there are. */
const MOST = 1_000_000;

/**
 * What a node that 0.1 stored holds otherwise today, as the runtime reads it; see settings/fields/node-fields.ts. The flow
 * is not changed until somebody presses Done.
 */
export function changedSince(
  node: Pick<EditorNode, "type"> & Record<string, unknown>,
): Record<string, unknown> {
  if (Number(node.version) >= 1) return {};
  const changed: Record<string, unknown> = {};
  for (const name of WHOLE[node.type] ?? []) {
    const value = node[name];
    const number = isBlank(value) ? Number.NaN : Number(value);
    if (!Number.isFinite(number) || Number.isInteger(number)) continue;
    changed[name] = typeof value === "string" ? String(Math.ceil(number)) : Math.ceil(number);
  }
  if (Array.isArray(node.lists)) changed.lists = node.lists.map(fitting);
  return changed;
}

const fitting = (row: string | ListEntry): string | ListEntry =>
  typeof row === "object" && Number(row.limit) > MOST ? { ...row, limit: String(MOST) } : row;

/** Fills the fields of an open dialog with what they hold today, so that saving it as today's loses nothing. */
export function showToday(node: EditorNode, dialog: JQuery): void {
  for (const [name, value] of Object.entries(changedSince(node)))
    if (name !== "lists") dialog.find(`#node-input-${name}, #node-config-input-${name}`).val(String(value));
}
