import { ENTRY_FIELDS } from "../../lists/entries/list-entry.ts";
import type { StoredNode } from "./fields/node-fields.ts";

/** Rows of 0.1 had no most titles and no highest user; whoever wrote more than there is meant all. */
export function fittingLists(stored: StoredNode): StoredNode {
  const { lists } = stored;
  if (!Array.isArray(lists)) return stored;
  const { limit } = ENTRY_FIELDS;
  const most = limit.max ?? Number.POSITIVE_INFINITY;
  const exceeds = (row: unknown): row is { limit: unknown } =>
    typeof row === "object" && row !== null && "limit" in row && Number(row.limit) > most;
  if (!lists.some(exceeds)) return stored;
  return { ...stored, lists: lists.map((row) => (exceeds(row) ? { ...row, limit: String(most) } : row)) };
}
