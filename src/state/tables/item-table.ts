import { foldTitle } from "../../items/fold.ts";
import type { Item } from "../../items/item.ts";
import type { Database } from "../database.ts";

/** The outcome that an item counts with; none for one that is new, or that no run has recorded. */
export type LatestOutcome = number | undefined;

interface Known {
  item: string;
  matched: string | null;
  outcome: number | null;
}

/**
 * Remembers an item as a list or a message shows it; what the server made of it stays until the item brings a newer
 * match. Most are as they were in the run before: then only the time is written, not the text and its indices.
 *
 * @returns id of the outcome that it counts with so far
 */
export function saveSighting(db: Database, key: string, item: Item, at: string): LatestOutcome {
  const { match, outcome: _outcome, outcomes: _outcomes, ...plain } = item;
  const text = JSON.stringify(plain);
  const matched = match && JSON.stringify(match);
  const known = db.get<Known>("SELECT item, matched, outcome_id AS outcome FROM items WHERE key = @key", {
    key,
  });
  if (known?.item === text && (matched === undefined || known.matched === matched))
    db.run("UPDATE items SET last_seen_at = @at WHERE key = @key", { key, at });
  else
    db.run(UPSERT_ITEM, {
      key,
      title: item.title,
      folded: foldTitle(item.title),
      listType: item.mediaType,
      matchType: match?.mediaType,
      item: text,
      matched,
      at,
    });
  return known?.outcome ?? undefined;
}

const UPSERT_ITEM = `
  INSERT INTO items (key, title, folded, media_type, item, matched, first_seen_at, last_seen_at)
  VALUES (@key, @title, @folded, coalesce(@matchType, @listType), @item, @matched, @at, @at)
  ON CONFLICT DO UPDATE SET
    title = @title, folded = @folded, item = @item, matched = coalesce(@matched, matched), last_seen_at = @at,
    media_type = coalesce(@matchType, iif(matched IS NULL, @listType, media_type))`;
