import { foldTitle } from "../../items/fold.ts";
import type { AtOnce } from "../at-once.ts";
import type { Database, Parameters } from "../database.ts";
import type { ItemQuery, StoredItem } from "../port/titles.ts";
import type { Store } from "../store.ts";
import { type ItemRow, toStoredItem } from "./item-row.ts";
import { recordsOfRun } from "./records-of-run.ts";

/** A title that a query found, without its texts. */
interface FoundItem {
  key: string;
  /** Of its outcome. */
  id: number | null;
  run_id: string | null;
  at: string | null;
}

/** Answers questions about what is remembered. */
export interface ItemQueries extends AtOnce<Pick<Store, "items">> {
  /** All that a query finds, whatever its limit: to be followed by {@link ItemQueries.texts}, some at a time. */
  found(query: ItemQuery): FoundItem[];
  /** What is known of some of them, in their order; those that are gone are left out. */
  texts(found: FoundItem[]): StoredItem[];
}

export function itemQuery(db: Database): ItemQueries {
  return {
    found(query) {
      const { from, conditions, parameters } = toSql(query);
      const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
      return db.all<FoundItem>(
        `SELECT i.key, o.id, o.run_id, o.at FROM ${from}${where} ORDER BY ${NEWEST_FIRST}`,
        parameters,
      );
    },
    texts: (found) =>
      db
        .all<ItemRow>(
          `SELECT f.value ->> 'key' AS key, i.item, i.matched, i.first_seen_at, i.last_seen_at,
             f.value ->> 'run_id' AS run_id, f.value ->> 'at' AS at, o.outcome
           FROM json_each(@found) f CROSS JOIN items i ON i.key = f.value ->> 'key'
           LEFT JOIN outcomes o ON o.id = f.value ->> 'id' ORDER BY f.key`,
          { found: JSON.stringify(found) },
        )
        .map(toStoredItem),
    items(query) {
      const { from, conditions, parameters } = toSql(query);
      const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
      const { limit = 100, offset = 0 } = query;
      return db.snapshot(() => ({
        items: db
          .all<ItemRow>(
            `SELECT i.key, i.item, i.matched, i.first_seen_at, i.last_seen_at, o.run_id, o.outcome, o.at
             FROM ${from}${where} ORDER BY ${NEWEST_FIRST}
             LIMIT @limit OFFSET @offset`,
            { ...parameters, limit, offset },
          )
          .map(toStoredItem),
        total:
          db.get<{ count: number }>(`SELECT COUNT(*) AS count FROM ${from}${where}`, parameters)?.count ?? 0,
      }));
    },
  };
}

const NEWEST_FIRST = "coalesce(o.at, i.last_seen_at) DESC, o.record DESC, i.key";

/** As the last run that found it so has it. */
const LATEST =
  "SELECT id, main, status, outcome, last_run_id AS run_id, last_at AS at, last_record AS record FROM outcomes";

function toSql(query: ItemQuery): { from: string; conditions: string[]; parameters: Parameters } {
  const conditions: string[] = [];
  const parameters: Parameters = {};
  const add = (condition: string, values: Parameters) => {
    conditions.push(condition);
    Object.assign(parameters, values);
  };

  if (query.runId !== undefined) add("o.main = 1", { runId: query.runId });
  if (query.key !== undefined) add("i.key = @key", { key: query.key });
  if (query.statuses) {
    add("o.status IN (SELECT value FROM json_each(@statuses))", { statuses: JSON.stringify(query.statuses) });
  }
  if (query.text?.trim()) {
    // a text of signs alone folds to nothing and would find everything
    const folded = foldTitle(query.text);
    if (folded) add("instr(i.folded, @text) > 0", { text: folded });
    else add("instr(i.title, @text) > 0", { text: query.text.trim() });
  }
  if (query.provider !== undefined || query.list !== undefined) {
    add(
      `EXISTS (SELECT 1 FROM list_items l WHERE l.item_key = i.key AND l.provider = coalesce(@provider, l.provider)
       AND l.list = coalesce(@list, l.list))`,
      { provider: query.provider, list: query.list },
    );
  }
  if (query.profile !== undefined) {
    add("o.run_id IN (SELECT id FROM runs WHERE profile = @profile)", { profile: query.profile });
  }
  if (query.mediaType) add("i.media_type = @mediaType", { mediaType: query.mediaType });
  if (query.since) add("o.at >= @since", { since: query.since });
  if (query.until) add("o.at < @until", { until: query.until });

  const from =
    query.runId === undefined
      ? `items i LEFT JOIN (${LATEST}) o ON o.id = i.outcome_id`
      : `(${recordsOfRun("id, item_key, main, status, outcome")}) o JOIN items i ON i.key = o.item_key`;
  return { from, conditions, parameters };
}
