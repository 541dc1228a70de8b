import { foldTitle } from "../../items/fold.ts";
import type { Item } from "../../items/item.ts";
import type { Database } from "../database.ts";

/**
 * Remembers an item as a list or a message shows it; what the server made of it stays until the item brings a newer
 * match.
 */
export function saveSighting(db: Database, key: string, item: Item, at: string): void {
  const { match, outcome: _outcome, outcomes: _outcomes, ...plain } = item;
  db.run(UPSERT_ITEM, {
    key,
    title: item.title,
    folded: foldTitle(item.title),
    listType: item.mediaType,
    matchType: match?.mediaType,
    item: JSON.stringify(plain),
    matched: match && JSON.stringify(match),
    at,
  });
}

const UPSERT_ITEM = `
  INSERT INTO items (key, title, folded, media_type, item, matched, first_seen_at, last_seen_at)
  VALUES (@key, @title, @folded, coalesce(@matchType, @listType), @item, @matched, @at, @at)
  ON CONFLICT DO UPDATE SET
    title = @title, folded = @folded, item = @item, matched = coalesce(@matched, matched), last_seen_at = @at,
    media_type = coalesce(@matchType, iif(matched IS NULL, @listType, media_type))`;
