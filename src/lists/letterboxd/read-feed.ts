import { normaliseItem } from "../../items/normalise.ts";
import { readRows } from "../own/rows.ts";
import type { FetchContext, FetchedList, ParsedList } from "../provider.ts";
import { refusal } from "../refusal.ts";
import { SITE } from "./read-page.ts";

/**
 * A member's diary as a feed: the newest 50 entries or so, with their TMDB ids (recorded 2025-12). Feeds are not behind
 * the challenge.
 *
 * @throws ListError as `refusal` and `readRows`
 */
export async function readFeed(list: ParsedList, path: string, context: FetchContext): Promise<FetchedList> {
  const url = `${context.origin(SITE)}${path}`;
  const response = await context.http.request<string>({ url, as: "text", signal: context.signal });
  if (response.status !== 200) throw refusal(response, "Letterboxd", list.label);
  const { rows } = await readRows(response.body, list.label, "rss");
  const items = rows.map((row, index) => ({ ...normaliseItem(row), rank: index + 1 }));
  return {
    items: items.slice(0, context.limit),
    complete: true,
    incremental: true,
    via: "http",
    warnings: [],
  };
}
