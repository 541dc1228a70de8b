import { foldTitle } from "../items/fold.ts";
import type { Database, Parameters } from "./database.ts";
import { type ItemRow, toStoredItem } from "./item-row.ts";
import type { ItemQuery, Store } from "./store.ts";

/** Answers questions about what is remembered. */
export function itemQuery(db: Database): Pick<Store, "items"> {
  return {
    items(query) {
      const { from, conditions, parameters } = toSql(query);
      const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
      const { limit = 100, offset = 0 } = query;
      return db.transaction(() => ({
        items: db
          .all<ItemRow>(
            `SELECT i.key, i.item, i.matched, i.first_seen_at, i.last_seen_at, o.run_id, o.outcome
             FROM ${from}${where} ORDER BY coalesce(o.at, i.last_seen_at) DESC, o.id DESC, i.key
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

function toSql(query: ItemQuery): { from: string; conditions: string[]; parameters: Parameters } {
  const conditions: string[] = [];
  const parameters: Parameters = {};
  const add = (condition: string, values: Parameters) => {
    conditions.push(condition);
    Object.assign(parameters, values);
  };

  if (query.runId !== undefined) add("o.run_id = @runId AND o.main = 1", { runId: query.runId });
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
      ? "items i LEFT JOIN outcomes o ON o.id = i.outcome_id"
      : "outcomes o JOIN items i ON i.key = o.item_key";
  return { from, conditions, parameters };
}
