import { readContents } from "../own/read-contents.ts";
import type { FetchContext, FetchedList } from "../provider.ts";
import { rowCount } from "../row-count.ts";
import { siteError } from "../site-error.ts";
import type { LetterboxdList } from "./parse-letterboxd.ts";
import { SITE } from "./read-page.ts";

/**
 * A member's diary as a feed: the newest 50 entries or so, with their TMDB ids (recorded 2025-12). Feeds are not behind
 * the challenge.
 *
 * @throws ListError as `refusal` and `readContents`
 */
export async function readFeed(
  list: LetterboxdList,
  path: string,
  context: FetchContext,
): Promise<FetchedList> {
  const url = `${context.origin(SITE)}${path}`;
  const response = await context.http.request<string>({ url, as: "text", signal: context.signal });
  if (response.status !== 200) throw siteError(response, "Letterboxd", list.label);
  const { items, total, left, warnings } = await readContents(response.body, {
    label: list.label,
    format: "rss",
    most: 1000,
    limit: context.limit,
  });
  return { items, total, complete: true, ...rowCount(total, left), incremental: true, via: "http", warnings };
}
