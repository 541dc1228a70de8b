import type { StoredItem } from "../port/titles.ts";

/** A title with one of its outcomes, as a query selects it. */
export interface ItemRow {
  key: string;
  item: string;
  matched: string | null;
  first_seen_at: string;
  last_seen_at: string;
  run_id: string | null;
  outcome: string | null;
  /** When the run found it so; the outcome itself says when it was so for the first time. */
  at: string | null;
}

/** Puts a row together again. */
export function toStoredItem(row: ItemRow): StoredItem {
  const outcome = row.outcome === null ? undefined : { ...JSON.parse(row.outcome), at: row.at };
  const match = row.matched === null ? undefined : JSON.parse(row.matched);
  return {
    key: row.key,
    item: { ...JSON.parse(row.item), ...(match && { match }), ...(outcome && { outcome }) },
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    ...(outcome && { outcome }),
    ...(row.run_id !== null && { runId: row.run_id }),
  };
}
