import { itemKey } from "../../items/key.ts";
import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { Store } from "../store.ts";
import { saveSighting } from "./item-table.ts";

/**
 * The lists and which items stand on them. An item that is not seen any more stays a member with its old
 * `last_seen_at`: a list that was read in part, or cut by a limit, says nothing about what is missing.
 */
export function listTable(db: Database): AtOnce<Pick<Store, "saveList">> {
  return {
    saveList(result, items, at) {
      // a list that failed keeps its last content and the time of it
      if (result.error) return;
      db.transaction(() => {
        const { provider, list } = result;
        const { label, name, url, total, complete } = result;
        db.run(UPSERT_LIST, { provider, list, label, name, url, items: result.items, total, complete, at });
        for (const item of items) {
          const key = itemKey(item);
          saveSighting(db, key, item, at);
          db.run(UPSERT_MEMBER, { provider, list, key, rank: item.rank, at });
        }
      });
    },
  };
}

const UPSERT_LIST = `
  INSERT INTO lists (provider, list, label, name, url, items, total, complete, synced_at)
  VALUES (@provider, @list, @label, @name, @url, @items, @total, @complete, @at)
  ON CONFLICT DO UPDATE SET label = @label, name = coalesce(@name, name), url = coalesce(@url, url), items = @items,
    total = @total, complete = @complete, synced_at = @at`;

const UPSERT_MEMBER = `
  INSERT INTO list_items (provider, list, item_key, rank, first_seen_at, last_seen_at)
  VALUES (@provider, @list, @key, @rank, @at, @at)
  ON CONFLICT DO UPDATE SET rank = @rank, last_seen_at = @at`;
